using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FinkTyped.Columns.Csv;

/// <summary>The text of a value: of lists and maps as JSON, of all others as it is.</summary>
internal static class CsvCell
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The text; empty for null.</summary>
    public static string Of(AlertColumn column, int at)
    {
        if (column.IsNullAt(at)) return "";
        return column switch
        {
            AlertNumberColumn<bool> values => column.Schema.Type == AvroType.Null ? "" : values.Values[at] ? "true" : "false",
            AlertNumberColumn<int> { Schema: AvroEnumSchema symbols } values => symbols.Symbols[values.Values[at]],
            AlertNumberColumn<int> values => values.Values[at].ToString(CultureInfo.InvariantCulture),
            AlertNumberColumn<long> values => values.Values[at].ToString(CultureInfo.InvariantCulture),
            AlertNumberColumn<float> values => values.Values[at].ToString("R", CultureInfo.InvariantCulture),
            AlertNumberColumn<double> values => values.Values[at].ToString("R", CultureInfo.InvariantCulture),
            AlertBytesColumn { Schema.Type: AvroType.String } values => Encoding.UTF8.GetString(values[at]),
            AlertBytesColumn values => Convert.ToBase64String(values[at]),
            _ => Json(column, at),
        };
    }

    private static string Json(AlertColumn column, int at)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options)) Write(json, column, at);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, AlertColumn column, int at)
    {
        if (column.IsNullAt(at) || column.Schema.Type == AvroType.Null)
        {
            json.WriteNullValue();
            return;
        }

        switch (column)
        {
            case AlertRecordColumn:
                json.WriteStartObject();
                foreach (var part in column.Parts)
                {
                    json.WritePropertyName(part.Name);
                    Write(json, part, at);
                }

                json.WriteEndObject();
                break;
            case AlertListColumn list:
                json.WriteStartArray();
                for (var i = list.Offsets[at]; i < list.Offsets[at + 1]; i++) Write(json, list.Items, i);
                json.WriteEndArray();
                break;
            case AlertMapColumn map:
                json.WriteStartObject();
                for (var i = map.Offsets[at]; i < map.Offsets[at + 1]; i++)
                {
                    json.WritePropertyName(map.Keys[i]);
                    Write(json, map.Values, i);
                }

                json.WriteEndObject();
                break;
            case AlertNumberColumn<float> numbers when float.IsFinite(numbers.Values[at]):
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case AlertNumberColumn<double> numbers when double.IsFinite(numbers.Values[at]):
                json.WriteNumberValue(numbers.Values[at]);
                break;
            case AlertNumberColumn<bool> or AlertNumberColumn<int> { Schema: not AvroEnumSchema } or AlertNumberColumn<long>:
                json.WriteRawValue(Of(column, at), skipInputValidation: true);
                break;
            default:
                json.WriteStringValue(Of(column, at));
                break;
        }
    }
}
