using System.Globalization;
using System.Numerics;

namespace FinkTyped.Astronomy;

/// <summary>Values that stand for none where the surveys and the broker do not write null.</summary>
internal static class Sentinels
{
    /// <summary>A text; null for the words that stand for none.</summary>
    public static string? Text(string? text) =>
        text is null or "" or "null" or "nan" or "NaN" or "None" or "Unknown" || text.StartsWith("Fail", StringComparison.Ordinal) ? null : text;

    /// <summary>A text that is still encoded; null for the words that stand for none.</summary>
    public static string? Text(AvroString text) =>
        text.Length == 0 || text == "null"u8 || text == "nan"u8 || text == "Unknown"u8 ? null : Text(text.ToString());

    /// <summary>A number; null for the one that stands for none.</summary>
    public static T? Number<T>(T? number, int none) where T : struct, INumber<T> => number == T.CreateChecked(none) ? null : number;

    /// <summary>An id as text; null for 0, which stands for none.</summary>
    public static string? Id(long? id) => id is null or 0 ? null : id.Value.ToString(CultureInfo.InvariantCulture);
}
