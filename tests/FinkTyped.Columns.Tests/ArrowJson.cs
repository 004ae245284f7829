using System.Security.Cryptography;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Arrays;

namespace FinkTyped.Columns.Tests;

/// <summary>A value of an Arrow array as JSON, by the conventions of the shared data.</summary>
internal static class ArrowJson
{
    /// <summary>Each row of a batch whose columns are the fields of a record.</summary>
    public static IEnumerable<JsonElement> Rows(RecordBatch batch, AvroRecordSchema schema)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            using var text = new MemoryStream();
            using (var json = new Utf8JsonWriter(text))
            {
                json.WriteStartObject();
                for (var i = 0; i < batch.ColumnCount; i++)
                {
                    json.WritePropertyName(batch.Schema.GetFieldByIndex(i).Name);
                    Write(json, batch.Column(i), row, schema.Fields[i].Schema);
                }

                json.WriteEndObject();
            }

            yield return JsonElement.Parse(text.ToArray());
        }
    }

    public static void Write(Utf8JsonWriter json, IArrowArray array, int at, AvroSchema schema)
    {
        if (array.IsNull(at))
        {
            json.WriteNullValue();
            return;
        }

        if (schema is AvroUnionSchema { Branches.Count: 2 } nullable && nullable.Branches.Any(b => b.Type == AvroType.Null))
            schema = nullable.Branches.First(b => b.Type != AvroType.Null);
        switch (array)
        {
            case BooleanArray when schema is AvroRecordSchema:
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            case BooleanArray values:
                json.WriteBooleanValue(values.GetValue(at)!.Value);
                break;
            // Dates and times are the numbers they are encoded as.
            case PrimitiveArray<int> values:
                json.WriteNumberValue(values.Values[at]);
                break;
            case PrimitiveArray<long> values:
                json.WriteNumberValue(values.Values[at]);
                break;
            case FloatArray values:
                Number(json, values.GetValue(at)!.Value);
                break;
            case DoubleArray values:
                Number(json, values.GetValue(at)!.Value);
                break;
            case StringArray values:
                json.WriteStringValue(values.GetString(at));
                break;
            case BinaryArray values:
                Bytes(json, values.GetBytes(at));
                break;
            case FixedSizeBinaryArray values:
                Bytes(json, values.GetBytes(at));
                break;
            case DictionaryArray values:
                json.WriteStringValue(((StringArray)values.Dictionary).GetString(((Int32Array)values.Indices).GetValue(at)!.Value));
                break;
            case MapArray map:
                var (keys, entries) = ((StringArray)map.Keys, map.Values);
                json.WriteStartObject();
                for (var i = map.ValueOffsets[at]; i < map.ValueOffsets[at + 1]; i++)
                {
                    json.WritePropertyName(keys.GetString(i));
                    Write(json, entries, i, ((AvroMapSchema)schema).Values);
                }

                json.WriteEndObject();
                break;
            case ListArray list:
                json.WriteStartArray();
                for (var i = list.ValueOffsets[at]; i < list.ValueOffsets[at + 1]; i++) Write(json, list.Values, i, ((AvroArraySchema)schema).Items);
                json.WriteEndArray();
                break;
            case StructArray values when schema is AvroUnionSchema union:
                var branches = union.Branches.Where(b => b.Type != AvroType.Null).ToList();
                var branch = values.Fields.Index().Single(f => !f.Item.IsNull(at));
                Write(json, branch.Item, at, branches[branch.Index]);
                break;
            case StructArray values:
                json.WriteStartObject();
                foreach (var (i, field) in ((AvroRecordSchema)schema).Fields.Index())
                {
                    json.WritePropertyName(field.Name);
                    Write(json, values.Fields[i], at, field.Schema);
                }

                json.WriteEndObject();
                break;
            default:
                throw new NotSupportedException(array.GetType().Name);
        }
    }

    private static void Number(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(Word(value));
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(Word(value));
    }

    private static string Word(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    public static void Bytes(Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartObject();
        json.WriteNumber("$bytes", bytes.Length);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        json.WriteEndObject();
    }
}
