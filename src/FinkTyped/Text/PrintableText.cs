using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>
/// Text that others wrote, made fit to be shown. In names, values and schemas there can be anything, such as the characters that make a terminal change
/// its title, hide a line or write backwards: they are shown as stand-ins, one for one.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PrintableText
{
    private const char ControlPictures = '\u2400';
    private const char Delete = '\u2421';
    private const char Replacement = '\uFFFD';

    /// <summary>Text of one line: an escape character becomes ␛, a line feed ␊, and what has no picture of its own �.</summary>
    /// <returns>The same instance where there is nothing to change.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) => Show(text, keepLines: false);

    /// <summary>Text of several lines: as <see cref="Of"/>, and line feeds stay.</summary>
    /// <returns>The same instance where there is nothing to change.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OfLines(string? text) => Show(text, keepLines: true);

    /// <summary>Whether a character changes how others are shown instead of being shown itself.</summary>
    public static bool IsControl(char c) => c < 0x7F ? c < ' ' : c <= 0x9F || (c >= 0x061C && IsFormat(c));

    // Marks and overrides of the writing direction, separators of lines, and the mark of byte order.
    private static bool IsFormat(char c) => c is '\u061C' or (>= '\u200E' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';

    private static string? Show(string? text, bool keepLines)
    {
        if (text is null) return null;
        var first = 0;
        while (first < text.Length && !IsBad(text, first, keepLines)) first++;
        if (first == text.Length) return text;
        return string.Create(text.Length, (text, first, keepLines), static (shown, from) =>
        {
            from.text.CopyTo(shown);
            for (var i = from.first; i < shown.Length; i++)
                if (IsBad(from.text, i, from.keepLines)) shown[i] = StandIn(from.text[i]);
        });
    }

    private static bool IsBad(string text, int index, bool keepLines)
    {
        var c = text[index];
        if (c == '\n') return !keepLines;
        if (!char.IsSurrogate(c)) return IsControl(c);
        return char.IsHighSurrogate(c)
            ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
            : index == 0 || !char.IsHighSurrogate(text[index - 1]);
    }

    private static char StandIn(char c) => c < ' ' ? (char)(ControlPictures + c) : c == '\u007F' ? Delete : Replacement;
}
