using FinkTyped.Generated;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// A record of any schema that reads itself from a view as generated records do. Which schema it was compiled from is said for the thread
/// by <see cref="Decode"/>.
/// </summary>
internal sealed class DynamicRecord : IAvroRecord<DynamicRecord>
{
    [ThreadStatic]
    private static AvroRecordSchema? _compiled;

    private readonly AvroRecordSchema _schema;
    private readonly object?[] _values;

    private DynamicRecord(AvroRecordSchema schema, object?[] values)
    {
        _schema = schema;
        _values = values;
    }

    public static AvroSchema Schema => _compiled!;

    /// <summary>Decodes a datum to a record of a schema.</summary>
    public static DynamicRecord Decode(AvroSchema writer, AvroRecordSchema reader, ReadOnlySpan<byte> datum, SchemaResolution? resolution = null)
    {
        _compiled = reader;
        return AlertDecoder<DynamicRecord>.For(writer, resolution).Decode(datum);
    }

    public static DynamicRecord Read(AvroRecordView view)
    {
        var schema = view.Schema!;
        var values = new object?[schema.Fields.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Keep(view, i, schema.Fields[i].Schema);
        return new DynamicRecord(schema, values);
    }

    public void Write(ref AvroWriter writer) => throw new NotSupportedException();

    /// <summary>The record as a tree. Decodes what is decoded when it is looked at.</summary>
    public Dictionary<string, object?> ToTree() => Tree.OfFields(_schema, f => ToTree(f.Schema, _values[f.Index]));

    private static object? Keep(AvroRecordView view, int field, AvroSchema schema)
    {
        var inner = schema.WithoutNull(out var nullBranch);
        var isNullable = nullBranch >= 0;
        switch (inner)
        {
            case AvroRecordSchema:
                return isNullable && view.IsNullAt(field) ? null : Read(view.Record(field));
            case AvroEnumSchema:
                return isNullable ? view.IntOrNull(field) : view.Int(field);
            case AvroArraySchema { Items: var items } when items.AsRecord(out _) is not null:
                return view.RecordsToKeep<DynamicRecord>(field);
            case AvroMapSchema { Values: var items } when items.AsRecord(out _) is not null:
                return view.RecordMapToKeep<DynamicRecord>(field);
        }

        return inner.Type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => isNullable ? view.BooleanOrNull(field) : view.Boolean(field),
            AvroType.Int => isNullable ? view.IntOrNull(field) : view.Int(field),
            AvroType.Long => isNullable ? view.LongOrNull(field) : view.Long(field),
            AvroType.Float => isNullable ? view.FloatOrNull(field) : view.Float(field),
            AvroType.Double => isNullable ? view.DoubleOrNull(field) : view.Double(field),
            AvroType.Bytes => view.BytesToKeep(field)?.ToArray(),
            AvroType.String => view.TextToKeep(field),
            _ => view.TryOpen(field, out var reader) ? Tree.Read(inner, ref reader) : null,
        };
    }

    private static object? ToTree(AvroSchema schema, object? value)
    {
        var inner = schema.WithoutNull(out var nullBranch);
        if (nullBranch >= 0) return value is null ? new Tree.Branch(nullBranch, null) : new Tree.Branch(1 - nullBranch, ToTree(inner, value));
        return (inner, value) switch
        {
            (_, DynamicRecord record) => record.ToTree(),
            (AvroArraySchema array, AvroArray<DynamicRecord> items) => items.Select(i => ToTree(array.Items, i)).ToList(),
            (AvroMapSchema map, AvroMap<DynamicRecord> entries) =>
                entries.Select(e => new KeyValuePair<string, object?>(e.Key, ToTree(map.Values, e.Value))).ToList(),
            (AvroEnumSchema symbols, int index) => new Tree.Symbol(symbols.Symbols[index]),
            (AvroUnionSchema union, null) => ViewTree.NullOf(union),
            _ => value,
        };
    }
}
