using System.Buffers;
using System.Globalization;
using System.Text;

namespace FinkTyped.Kafka;

/// <summary>
/// Text as a YAML scalar that every reader takes for text. The Python client's reader follows YAML 1.1, where <c>no</c> is false, <c>007</c> is seven,
/// <c>12:30</c> is a number in base sixty and a date is no text: whatever is not plainly a word is quoted.
/// </summary>
internal static class YamlScalarText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@+");

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "y", "n", "yes", "no", "on", "off", "true", "false", "null" };

    /// <summary>The scalar, quoted where it needs to be.</summary>
    public static string Of(string text)
    {
        if (IsWord(text)) return text;
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? DoubleQuoted(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static bool IsWord(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && !text.AsSpan().ContainsAnyExcept(Plain) && text[^1] != ':' && !Words.Contains(text);

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= ' ' and <= '~') quoted.Append((char)rune.Value);
            else if (rune.IsBmp) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }

        return quoted.Append('"').ToString();
    }
}
