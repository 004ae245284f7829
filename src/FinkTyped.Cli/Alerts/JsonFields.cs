using System.Globalization;
using System.Text.Json;

namespace FinkTyped.Cli.Alerts;

/// <summary>Fields of an alert given as JSON, which may be absent, null or of another kind than expected.</summary>
internal static class JsonFields
{
    public static JsonElement? Record(this JsonElement record, string name) => Field(record, name, JsonValueKind.Object);

    public static double? Number(this JsonElement record, string name) => Field(record, name, JsonValueKind.Number)?.GetDouble();

    /// <summary>A number as it stands in the JSON: ids of 64 bits lose nothing.</summary>
    public static string? Id(this JsonElement record, string name) => Field(record, name, JsonValueKind.Number)?.GetRawText();

    public static string? Text(this JsonElement record, string name) => Field(record, name, JsonValueKind.String)?.GetString();

    public static bool? Flag(this JsonElement record, string name) =>
        Field(record, name, JsonValueKind.True) is not null ? true : Field(record, name, JsonValueKind.False) is not null ? false : null;

    /// <summary>The items of an array; none where it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement record, string name) =>
        Field(record, name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];

    /// <summary>The length of a value of bytes; null for anything else.</summary>
    public static long? Bytes(this JsonElement value) => value.ValueKind == JsonValueKind.Object ? (long?)value.Number("$bytes") : null;

    /// <summary>A number with so many decimals; null for null.</summary>
    public static string? Fixed(this double? value, int decimals) => value?.ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>A length in kilobytes.</summary>
    public static string Kilobytes(this long bytes) => (bytes / 1000.0).ToString("F1", CultureInfo.InvariantCulture) + " kB";

    private static JsonElement? Field(JsonElement record, string name, JsonValueKind kind) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
