using System.Collections;
using System.Text.Json;
using DuckDB.NET.Data;

namespace FinkTyped.Columns.Tests;

/// <summary>What DuckDB reads, as JSON by the conventions of the shared data.</summary>
internal static class DuckJson
{
    /// <summary>The rows that a query gives.</summary>
    public static List<object?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Kept(reader.GetValue(i));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Each alert of a Parquet file whose columns are the fields of a record.</summary>
    public static IEnumerable<JsonElement> Rows(string path, AvroRecordSchema schema)
    {
        // The client reads no list with nulls among plain values: they are wrapped for it.
        var columns = schema.Fields.Select(f => IsListOfNullable(f.Schema) ? $"""list_transform("{f.Name}", x -> row(x)) as "{f.Name}" """ : $"\"{f.Name}\"");
        foreach (var row in Query($"select {string.Join(", ", columns)} from read_parquet('{path}')"))
        {
            using var text = new MemoryStream();
            using (var json = new Utf8JsonWriter(text))
            {
                json.WriteStartObject();
                foreach (var (i, field) in schema.Fields.Index())
                {
                    json.WritePropertyName(field.Name);
                    Write(json, row[i], field.Schema);
                }

                json.WriteEndObject();
            }

            yield return JsonElement.Parse(text.ToArray());
        }
    }

    private static AvroSchema Bare(AvroSchema schema) =>
        schema is AvroUnionSchema { Branches.Count: 2 } union && union.Branches.Any(b => b.Type == AvroType.Null)
            ? union.Branches.First(b => b.Type != AvroType.Null)
            : schema;

    private static bool IsListOfNullable(AvroSchema schema) =>
        Bare(schema) is AvroArraySchema { Items: AvroUnionSchema items } && Bare(items) is AvroPrimitiveSchema;

    // Bytes are a stream over memory that DuckDB frees.
    private static object? Kept(object? value)
    {
        switch (value)
        {
            case Stream stream:
                using (var copy = new MemoryStream())
                {
                    stream.CopyTo(copy);
                    return copy.ToArray();
                }

            case IDictionary fields:
                return fields.Keys.Cast<object>().ToDictionary(key => (string)key, key => Kept(fields[key]));
            case IList list and not byte[]:
                return list.Cast<object?>().Select(Kept).ToList();
            default:
                return value is DBNull ? null : value;
        }
    }

    private static void Write(Utf8JsonWriter json, object? value, AvroSchema schema)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        schema = Bare(schema);
        switch (schema)
        {
            case AvroRecordSchema record:
                json.WriteStartObject();
                foreach (var field in record.Fields)
                {
                    json.WritePropertyName(field.Name);
                    Write(json, ((Dictionary<string, object?>)value)[field.Name], field.Schema);
                }

                json.WriteEndObject();
                break;
            case AvroArraySchema array:
                json.WriteStartArray();
                var isWrapped = IsListOfNullable(array);
                foreach (var item in (List<object?>)value)
                    Write(json, isWrapped ? ((Dictionary<string, object?>)item!).Values.Single() : item, array.Items);
                json.WriteEndArray();
                break;
            case AvroMapSchema map:
                json.WriteStartObject();
                foreach (var (key, entry) in (Dictionary<string, object?>)value)
                {
                    json.WritePropertyName(key);
                    Write(json, entry, map.Values);
                }

                json.WriteEndObject();
                break;
            case { LogicalType.Name: "timestamp-micros" }:
                json.WriteNumberValue((Convert.ToDateTime(value, null) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
                break;
            default:
                WriteScalar(json, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, null));
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float or double:
                var odd = Convert.ToDouble(value, null);
                json.WriteStringValue(double.IsNaN(odd) ? "NaN" : odd > 0 ? "Infinity" : "-Infinity");
                break;
            case byte[] bytes:
                ArrowJson.Bytes(json, bytes);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
