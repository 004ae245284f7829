using System.Text;
using System.Text.Unicode;

namespace FinkTyped;

/// <summary>UTF-8 of a datum to text, strictly, sharing the strings that come all the time.</summary>
internal static class AvroText
{
    // Bands and flags are one character: 128 shared instances save one allocation per history item.
    private static readonly string[] SingleAscii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    /// <summary>The text of <paramref name="utf8"/>; <paramref name="offset"/> is where it began, for the error.</summary>
    public static string ToText(ReadOnlySpan<byte> utf8, int offset)
    {
        if (utf8.IsEmpty) return string.Empty;
        if (utf8.Length == 1 && utf8[0] < 128) return SingleAscii[utf8[0]];
        if (!Utf8.IsValid(utf8)) AvroErrors.NotUtf8(offset);
        return Encoding.UTF8.GetString(utf8);
    }
}
