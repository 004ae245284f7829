using System.Globalization;

namespace FinkTyped.Pages.Drawing;

/// <summary>Colours of a terminal that knows 24 bits of them.</summary>
internal static class TerminalColour
{
    /// <summary>Back to the terminal's own colours.</summary>
    public const string Reset = "\u001b[0m";

    /// <summary>Text in a colour.</summary>
    public static string Text(string text, int colour, bool colours) => colours ? Foreground(colour) + text + Reset : text;

    /// <summary>What follows is in this colour.</summary>
    public static string Foreground(int colour) => Code(38, colour);

    /// <summary>What follows is on this colour.</summary>
    public static string Background(int colour) => Code(48, colour);

    private static string Code(int what, int colour) =>
        string.Create(CultureInfo.InvariantCulture, $"\u001b[{what};2;{(colour >> 16) & 255};{(colour >> 8) & 255};{colour & 255}m");
}
