using System.Text;
using FinkTyped.Filters;

namespace FinkTyped;

/// <summary>
/// A filter's text makes no sense, or not for the alerts of a schema. The message says what is wrong and shows the place:
/// <code>
/// the alert has no field diaSource.psFlux; did you mean diaSource.psfFlux? (column 11)
///   diaSource.psFlux > 5e4
///             ^^^^^^
/// </code>
/// </summary>
public sealed class AlertFilterException : Exception
{
    private const int ShownAround = 60;

    /// <summary>Makes an exception with a reason and its place in the filter's text.</summary>
    /// <param name="reason">What is wrong, in one sentence without a full stop.</param>
    /// <param name="text">The filter's text.</param>
    /// <param name="position">Where the fault begins, in characters from 0.</param>
    /// <param name="length">How many characters are at fault; at least one is shown.</param>
    public AlertFilterException(string reason, string text, int position, int length)
        : base(Describe(reason, text, position, length))
    {
        Reason = reason;
        Text = text;
        Position = position;
        Length = length;
    }

    internal AlertFilterException(string reason, string text, Place place) : this(reason, text, place.Start, place.Length)
    {
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>The filter's text.</summary>
    public string Text { get; }

    /// <summary>Where the fault begins, in characters (UTF-16 code units) from 0.</summary>
    public int Position { get; }

    /// <summary>How many characters are at fault; 0 where something is missing.</summary>
    public int Length { get; }

    // A long text is cut around the place, and what would move the marks or the cursor is a blank.
    private static string Describe(string reason, string text, int position, int length)
    {
        var first = position > ShownAround ? position - ShownAround : 0;
        var last = Math.Min(text.Length, position + Math.Max(length, 1) + ShownAround);
        var shown = new StringBuilder();
        if (first > 0) shown.Append('…');
        var indent = position - first + shown.Length;
        foreach (var c in text.AsSpan(first, Math.Max(0, Math.Min(last, first + (3 * ShownAround)) - first))) shown.Append(char.IsControl(c) ? ' ' : c);
        if (last < text.Length) shown.Append('…');
        var marks = new string('^', Math.Clamp(length, 1, ShownAround));
        return $"{reason} (column {position + 1})\n  {shown}\n  {new string(' ', indent)}{marks}";
    }
}
