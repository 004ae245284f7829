using FinkTyped.Layouts;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Reads any window as a <see cref="Tree"/>, by the schema it was compiled from and by the methods that generated windows call. Fields are
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

        return schema.Fields.ToDictionary(f => f.Name, f => values[f.Index]);
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
            case AvroArraySchema array:
                return Array(view, field, array.Items);
            case AvroMapSchema map:
                return Map(view, field, map.Values);
            case AvroUnionSchema union:
                // A union of several types that is null may be known to be, and then there is nothing to open.
                return Whole(view, field, union) ?? NullOf(union);
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

    private object? Array(AvroRecordView view, int field, AvroSchema items)
    {
        var inner = items.WithoutNull(out var nullBranch);
        if (inner is AvroRecordSchema record) return Records(view.RecordArray(field), record, nullBranch);
        return inner.Type switch
        {
            AvroType.Boolean => nullBranch < 0 ? Values(view.ValueArray<bool>(field)) : Values(view.ValueArray<bool?>(field, nullBranch), nullBranch),
            AvroType.Int => nullBranch < 0 ? Values(view.ValueArray<int>(field)) : Values(view.ValueArray<int?>(field, nullBranch), nullBranch),
            AvroType.Long => nullBranch < 0 ? Values(view.ValueArray<long>(field)) : Values(view.ValueArray<long?>(field, nullBranch), nullBranch),
            AvroType.Float => nullBranch < 0 ? Values(view.ValueArray<float>(field)) : Values(view.ValueArray<float?>(field, nullBranch), nullBranch),
            AvroType.Double =>
                nullBranch < 0 ? Values(view.ValueArray<double>(field)) : Values(view.ValueArray<double?>(field, nullBranch), nullBranch),
            AvroType.String => Texts(view.TextArray(field, nullBranch), nullBranch),
            _ => Whole(view, field, view.Schema.Fields[field].Schema.WithoutNull(out _)),
        };
    }

    private object? Map(AvroRecordView view, int field, AvroSchema values)
    {
        var inner = values.WithoutNull(out var nullBranch);
        if (inner is AvroRecordSchema record) return Records(view.RecordMap(field), record, nullBranch);
        return inner.Type switch
        {
            AvroType.Boolean => nullBranch < 0 ? Values(view.ValueMap<bool>(field)) : Values(view.ValueMap<bool?>(field, nullBranch), nullBranch),
            AvroType.Int => nullBranch < 0 ? Values(view.ValueMap<int>(field)) : Values(view.ValueMap<int?>(field, nullBranch), nullBranch),
            AvroType.Long => nullBranch < 0 ? Values(view.ValueMap<long>(field)) : Values(view.ValueMap<long?>(field, nullBranch), nullBranch),
            AvroType.Float => nullBranch < 0 ? Values(view.ValueMap<float>(field)) : Values(view.ValueMap<float?>(field, nullBranch), nullBranch),
            AvroType.Double => nullBranch < 0 ? Values(view.ValueMap<double>(field)) : Values(view.ValueMap<double?>(field, nullBranch), nullBranch),
            AvroType.String => Texts(view.TextMap(field, nullBranch), nullBranch),
            _ => Whole(view, field, view.Schema.Fields[field].Schema.WithoutNull(out _)),
        };
    }

    /// <summary>Null as a value of a union of several types.</summary>
    public static Tree.Branch NullOf(AvroUnionSchema union) => new(union.Branches.ToList().FindIndex(b => b.Type == AvroType.Null), null);

    private List<object?>? Records(AvroRecordArrayView items, AvroRecordSchema schema, int nullBranch)
    {
        if (items.IsNull) return null;
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(item.IsNull ? null : Read(item, schema), nullBranch));
        if (order?.Next(4) == 0) Assert.Equal(list.Count, items.Count);
        return list;
    }

    private List<KeyValuePair<string, object?>>? Records(AvroRecordMapView entries, AvroRecordSchema schema, int nullBranch)
    {
        if (entries.IsNull) return null;
        var list = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries)
        {
            list.Add(new(entry.Key.ToString(), Branch(entry.Value.IsNull ? null : Read(entry.Value, schema), nullBranch)));
        }

        return list;
    }

    private static List<object?>? Values<T>(AvroValueArrayView<T> items, int nullBranch = -1)
    {
        if (items.IsNull) return null;
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(item, nullBranch));
        return list;
    }

    private static List<KeyValuePair<string, object?>>? Values<T>(AvroValueMapView<T> entries, int nullBranch = -1)
    {
        if (entries.IsNull) return null;
        var list = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries) list.Add(new(entry.Key.ToString(), Branch(entry.Value, nullBranch)));
        return list;
    }

    private static List<object?>? Texts(AvroTextArrayView items, int nullBranch)
    {
        if (items.IsNull) return null;
        var list = new List<object?>();
        foreach (var item in items) list.Add(Branch(Text(item), nullBranch));
        return list;
    }

    private static List<KeyValuePair<string, object?>>? Texts(AvroTextMapView entries, int nullBranch)
    {
        if (entries.IsNull) return null;
        var list = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries) list.Add(new(entry.Key.ToString(), Branch(Text(entry.Value), nullBranch)));
        return list;
    }

    private static object? Branch(object? value, int nullBranch) =>
        nullBranch < 0 ? value : new Tree.Branch(value is null ? nullBranch : 1 - nullBranch, value);

    private static object? Whole(AvroRecordView view, int field, AvroSchema schema) =>
        view.TryOpen(field, out var reader) ? Tree.Read(schema, ref reader) : null;

    private static string? Text(AvroString text) => text.IsNull ? null : text.ToString();

    private static byte[]? Bytes(AvroBytesView bytes) => bytes.IsNull ? null : bytes.Span.ToArray();
}
