using System.Security.Cryptography;
using System.Text.Json;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>Writes a tree as the JSON that <see cref="AvroJson"/> writes of the same value.</summary>
internal static class TreeJson
{
    public static JsonElement Of(object? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) Write(json, value);
        return JsonElement.Parse(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool b: json.WriteBooleanValue(b); break;
            case int i: json.WriteNumberValue(i); break;
            case long l: json.WriteNumberValue(l); break;
            case float f when float.IsFinite(f): json.WriteNumberValue(f); break;
            case double d when double.IsFinite(d): json.WriteNumberValue(d); break;
            case float or double:
                json.WriteStringValue(Convert.ToDouble(value) switch
                {
                    double.PositiveInfinity => "Infinity",
                    double.NegativeInfinity => "-Infinity",
                    _ => "NaN",
                });
                break;
            case string s: json.WriteStringValue(s); break;
            case Tree.Symbol symbol: json.WriteStringValue(symbol.Name); break;
            case Tree.Branch branch: Write(json, branch.Value); break;
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteNumber("$bytes", bytes.Length);
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
                json.WriteEndObject();
                break;
            case List<object?> items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            case List<KeyValuePair<string, object?>> entries:
                Write(json, entries);
                break;
            case Dictionary<string, object?> fields:
                Write(json, fields);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }
}
