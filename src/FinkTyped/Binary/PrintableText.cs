using System.Globalization;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Text that somebody else wrote (a topic's name, a key, a field of a schema, bytes of a file) before it goes into a message or a log: it may hold what
/// moves a terminal's cursor, sets its title, or turns the direction of writing.
/// </summary>
internal static class PrintableText
{
    /// <summary>The text, with all that does not print as <c>\u001B</c> and the like. Line feeds and tabs stay.</summary>
    public static string Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!IsPrintable(text, i)) return Escape(text, i);
        return text;
    }

    private static string Escape(string text, int first)
    {
        var printable = new StringBuilder(text, 0, first, text.Length + 16);
        for (var i = first; i < text.Length; i++)
        {
            if (IsPrintable(text, i)) printable.Append(text[i]);
            else printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
        }

        return printable.ToString();
    }

    private static bool IsPrintable(string text, int i)
    {
        var c = text[i];
        if (c is >= ' ' and < (char)0x7F or '\n' or '\t') return true;
        if (char.IsHighSurrogate(c)) return i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
        if (char.IsLowSurrogate(c)) return i > 0 && char.IsHighSurrogate(text[i - 1]);
        return char.GetUnicodeCategory(c)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }
}
