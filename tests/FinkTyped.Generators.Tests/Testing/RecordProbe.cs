using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace FinkTyped.Generators.Tests;

/// <summary>Uses a generated record type that is known at run time only.</summary>
internal sealed class RecordProbe
{
    private readonly Func<byte[], object> _read;
    private readonly Func<object, byte[]> _write;
    private readonly Func<AvroSchema, SchemaResolution, byte[], object> _resolve;

    public RecordProbe(Type type)
    {
        Type = type;
        var flags = BindingFlags.NonPublic | BindingFlags.Static;
        _read = typeof(RecordProbe).GetMethod(nameof(ReadAs), flags)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], object>>();
        _write = typeof(RecordProbe).GetMethod(nameof(WriteAs), flags)!.MakeGenericMethod(type).CreateDelegate<Func<object, byte[]>>();
        _resolve = typeof(RecordProbe).GetMethod(nameof(DecodeAs), flags)!.MakeGenericMethod(type)
            .CreateDelegate<Func<AvroSchema, SchemaResolution, byte[], object>>();
        Schema = (AvroSchema)type.GetProperty("Schema")!.GetValue(null)!;
    }

    public Type Type { get; }

    public AvroSchema Schema { get; }

    public object Read(byte[] datum) => _read(datum);

    /// <summary>Decodes a datum of another schema.</summary>
    public object Decode(AvroSchema writer, SchemaResolution resolution, byte[] datum) => _resolve(writer, resolution, datum);

    public byte[] Write(object record) => _write(record);

    /// <summary>
    /// The record's values as JSON, with the names of the schema and the conventions of the conformance vectors. It goes by the properties in
    /// their order, which is the fields' order, so it sees what a user sees and not what the writer writes.
    /// </summary>
    public JsonNode? ToJson(object record) => ToJson(record, Schema);

    private static JsonNode? ToJson(object? value, AvroSchema schema) => (value, schema) switch
    {
        (null or AvroNull, _) => null,
        (_, AvroUnionSchema union) => UnionToJson(value, union),
        (_, AvroRecordSchema record) => RecordToJson(value, record),
        (_, AvroEnumSchema symbols) => symbols.Symbols[Convert.ToInt32(value, CultureInfo.InvariantCulture)],
        (_, AvroFixedSchema) => Hex((byte[])value.GetType().GetMethod("ToArray")!.Invoke(value, null)!),
        (_, AvroArraySchema array) => new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(item => ToJson(item, array.Items))]),
        (_, AvroMapSchema map) => MapToJson((IEnumerable)value, map),
        (bool flag, _) => flag,
        (int number, _) => number,
        (long number, _) => number,
        (float number, _) => Real(number),
        (double number, _) => Real(number),
        (string text, _) => text,
        (ReadOnlyMemory<byte> bytes, _) => Hex(bytes.ToArray()),
        _ => throw new InvalidOperationException($"{value.GetType()} for {schema.Type}"),
    };

    private static JsonObject RecordToJson(object record, AvroRecordSchema schema)
    {
        var properties = record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.Equal(schema.Fields.Count, properties.Length);
        return new JsonObject(schema.Fields.Select(f => KeyValuePair.Create(f.Name, ToJson(properties[f.Index].GetValue(record), f.Schema))));
    }

    private static JsonObject MapToJson(IEnumerable map, AvroMapSchema schema)
    {
        var json = new JsonObject();
        foreach (var entry in map)
        {
            var type = entry.GetType();
            json.Add((string)type.GetProperty("Key")!.GetValue(entry)!, ToJson(type.GetProperty("Value")!.GetValue(entry), schema.Values));
        }

        return json;
    }

    private static JsonNode? UnionToJson(object value, AvroUnionSchema union)
    {
        var several = union.Branches.Where(b => b.Type != AvroType.Null).ToList();
        if (union.Branches.Count <= 2 && several.Count == 1) return ToJson(value, several[0]);
        var kind = value.GetType().GetProperty("Kind")!.GetValue(value)!.ToString()!;
        if (kind == "Null") return null;
        var branch = several.Single(b => (b is AvroNamedSchema named ? named.Name : b.Type.ToString()) == kind);
        return ToJson(value.GetType().GetMethod("As" + kind)!.Invoke(value, null), branch);
    }

    private static JsonNode Real(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Hex(byte[] bytes) => new() { ["$hex"] = Convert.ToHexStringLower(bytes) };

    private static object ReadAs<T>(byte[] datum) where T : class, IAvroRecord<T> => AlertDecoder<T>.For(T.Schema).Decode(datum);

    private static object DecodeAs<T>(AvroSchema writer, SchemaResolution resolution, byte[] datum) where T : class, IAvroRecord<T> =>
        AlertDecoder<T>.For(writer, resolution).Decode(datum);

    private static byte[] WriteAs<T>(object record) where T : class, IAvroRecord<T>
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        ((T)record).Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
