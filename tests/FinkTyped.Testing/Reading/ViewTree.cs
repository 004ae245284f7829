using FinkTyped.Generated;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Reads any view as a <see cref="Tree"/>, by the schema it was compiled from and by the methods that generated views call. Fields are
/// asked in the order of the schema, or, given a source of chance, in any order, some of them twice.
/// </summary>
internal sealed class ViewTree(Random? order = null)
{
    public Dictionary<string, object?> Read(AvroRecordView view, AvroRecordSchema schema)
    {
        var values = new object?[schema.Fields.Count];
        var indexes = Enumerable.Range(0, values.Length).ToArray();
        order?.Shuffle(indexes);
        foreach (var i in indexes) values[i] = Field(view, schema.Fields[i]);
        foreach (var i in indexes)
        {
            if (order?.Next(8) == 0) Assert.Equal(Tree.Show(values[i]), Tree.Show(Field(view, schema.Fields[i])));
        }

        return Tree.OfFields(schema, f => values[f.Index]);
    }

    private object? Field(AvroRecordView view, AvroField field)
    {
        var inner = field.Schema.WithoutNull(out var nullBranch);
        if (nullBranch < 0) return Value(view, field.Index, inner, isNullable: false);
        var value = Value(view, field.Index, inner, isNullable: true);
        Assert.Equal(value is null, view.IsNullAt(field.Index));
        return value is null ? new Tree.Branch(nullBranch, null) : new Tree.Branch(1 - nullBranch, value);
    }

    private object? Value(AvroRecordView view, int field, AvroSchema schema, bool isNullable)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                var child = view.Record(field);
                Assert.True(isNullable || !child.IsNull);
                return child.IsNull ? null : Read(child, record);
            case AvroEnumSchema symbols:
                var index = isNullable ? view.IntOrNull(field) : view.Int(field);
                return index is null ? null : new Tree.Symbol(symbols.Symbols[index.Value]);
            case AvroFixedSchema bytes:
                return Bytes(view.Fixed(field, bytes.Size));
            case AvroArraySchema { Items: var items } when items.AsRecord(out var nullItem) is { } item:
                return Records(view.RecordArray(field), item, nullItem);
            case AvroMapSchema { Values: var values } when values.AsRecord(out var nullValue) is { } value:
                return Records(view.RecordMap(field), value, nullValue);
            case AvroArraySchema or AvroMapSchema:
                return Value(view.Value(field), schema);
            case AvroUnionSchema union:
                // A union of several types that is null may be known to be, and then there is nothing to open.
                return Value(view.Value(field), union) ?? NullOf(union);
        }

        return schema.Type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => isNullable ? view.BooleanOrNull(field) : view.Boolean(field),
            AvroType.Int => isNullable ? view.IntOrNull(field) : view.Int(field),
            AvroType.Long => isNullable ? view.LongOrNull(field) : view.Long(field),
            AvroType.Float => isNullable ? view.FloatOrNull(field) : view.Float(field),
            AvroType.Double => isNullable ? view.DoubleOrNull(field) : view.Double(field),
            AvroType.Bytes => Bytes(view.Bytes(field)),
            _ => Text(view.Text(field)),
        };
    }

    /// <summary>Reads a value of any type.</summary>
    public object? Value(AvroValueView view, AvroSchema schema)
    {
        if (view.IsNull) return null;
        switch (schema)
        {
            case AvroRecordSchema record:
                return Read(view.Record(), record);
            case AvroEnumSchema symbols:
                return new Tree.Symbol(symbols.Symbols[view.Scalar<int>()]);
            case AvroFixedSchema bytes:
                return Bytes(view.Bytes());
            case AvroArraySchema array:
                return Array(view, array.Items);
            case AvroMapSchema map:
                return Map(view, map.Values);
            case AvroUnionSchema union:
                var value = view.Branch(out var index);
                return new Tree.Branch(index, Value(value, union.Branches[index]));
        }

        return schema.Type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => view.Scalar<bool>(),
            AvroType.Int => view.Scalar<int?>(),
            AvroType.Long => view.Scalar<long>(),
            AvroType.Float => view.Scalar<float?>(),
            AvroType.Double => view.Scalar<double>(),
            AvroType.Bytes => Bytes(view.Bytes()),
            _ => Text(view.Text()),
        };
    }

    private List<object?>? Array(AvroValueView view, AvroSchema items)
    {
        var inner = items.WithoutNull(out var nullBranch);
        if (inner is AvroRecordSchema record) return Records(view.RecordArray(), record, nullBranch);
        var values = Items(view.Items(), inner, nullBranch);
        var again = inner.Type switch
        {
            AvroType.Boolean => nullBranch < 0 ? Scalars(view.Array<bool, ValueViews>()) : Scalars(view.Array<bool?, ValueViews>(), nullBranch),
            AvroType.Int => nullBranch < 0 ? Scalars(view.Array<int, ValueViews>()) : Scalars(view.Array<int?, ValueViews>(), nullBranch),
            AvroType.Long => nullBranch < 0 ? Scalars(view.Array<long, ValueViews>()) : Scalars(view.Array<long?, ValueViews>(), nullBranch),
            AvroType.Float => nullBranch < 0 ? Scalars(view.Array<float, ValueViews>()) : Scalars(view.Array<float?, ValueViews>(), nullBranch),
            AvroType.Double => nullBranch < 0 ? Scalars(view.Array<double, ValueViews>()) : Scalars(view.Array<double?, ValueViews>(), nullBranch),
            _ => values,
        };
        Assert.Equal(Tree.Show(values), Tree.Show(again));
        return values;
    }

    private List<KeyValuePair<string, object?>>? Map(AvroValueView view, AvroSchema items)
    {
        var inner = items.WithoutNull(out var nullBranch);
        if (inner is AvroRecordSchema record) return Records(view.RecordMap(), record, nullBranch);
        return Entries(view.Entries(), inner, nullBranch);
    }

    /// <summary>Null as a value of a union of several types.</summary>
    public static Tree.Branch NullOf(AvroUnionSchema union) => new(union.Branches.ToList().FindIndex(b => b.Type == AvroType.Null), null);

    private List<object?>? Records(AvroArrayView<AvroRecordView, RecordViews> items, AvroRecordSchema schema, int nullBranch)
    {
        if (items.IsNull) return null;
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(item.IsNull ? null : Read(item, schema), nullBranch));
        if (order?.Next(4) == 0) Assert.Equal(list.Count, items.Count);
        return list;
    }

    private List<KeyValuePair<string, object?>>? Records(AvroMapView<AvroRecordView, RecordViews> entries, AvroRecordSchema schema, int nullBranch)
    {
        if (entries.IsNull) return null;
        var list = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries)
        {
            list.Add(new(entry.Key.ToString(), Branch(entry.Value.IsNull ? null : Read(entry.Value, schema), nullBranch)));
        }

        return list;
    }

    private List<object?> Items(AvroArrayView<AvroValueView, AvroValueView> items, AvroSchema schema, int nullBranch)
    {
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(Value(item, schema), nullBranch));
        if (order?.Next(4) == 0) Assert.Equal(list.Count, items.Count);
        return list;
    }

    private List<KeyValuePair<string, object?>> Entries(AvroMapView<AvroValueView, AvroValueView> entries, AvroSchema schema, int nullBranch)
    {
        var list = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries) list.Add(new(entry.Key.ToString(), Branch(Value(entry.Value, schema), nullBranch)));
        return list;
    }

    private static List<object?> Scalars<T, TOpener>(AvroArrayView<T, TOpener> items, int nullBranch = -1) where TOpener : IAvroView<T>
    {
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(item, nullBranch));
        return list;
    }

    private static object? Branch(object? value, int nullBranch) =>
        nullBranch < 0 ? value : new Tree.Branch(value is null ? nullBranch : 1 - nullBranch, value);

    private static string? Text(AvroString text) => text.IsNull ? null : text.ToString();

    private static byte[]? Bytes(AvroBytesView bytes) => bytes.IsNull ? null : bytes.Span.ToArray();
}
