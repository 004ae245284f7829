using System.Text;

namespace FinkTyped.Pages.Drawing;

/// <summary>A canvas of braille characters, each with two by four dots.</summary>
internal sealed class BrailleCanvas(int columns, int rows)
{
    private const char Empty = '\u2800';

    private readonly byte[] _dots = new byte[columns * rows];
    private readonly string?[] _bands = new string?[columns * rows];

    // The bit of a dot by its row and column.
    private static ReadOnlySpan<byte> Bits => [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    /// <summary>The characters in a row.</summary>
    public int Columns => columns;

    /// <summary>A dot, or four of them, at a place from 0 to 1 to the right and up; a character has the colour of its last dot.</summary>
    public void Dot(double x, double y, string band, bool isLarge)
    {
        var (column, row) = ((int)Math.Round(x * ((2 * columns) - 1)), (int)Math.Round((1 - y) * ((4 * rows) - 1)));
        Set(column, row, band);
        if (!isLarge) return;
        Set(column + 1, row, band);
        Set(column, row + 1, band);
        Set(column + 1, row + 1, band);
    }

    /// <summary>A row from the top.</summary>
    public string Row(int row, bool colours)
    {
        var text = new StringBuilder();
        for (var column = 0; column < columns; column++)
        {
            var cell = (row * columns) + column;
            var letter = ((char)(Empty + _dots[cell])).ToString();
            text.Append(_bands[cell] is { } band ? TerminalColour.Text(letter, BandColours.OnDark(band), colours) : letter);
        }

        return text.ToString();
    }

    private void Set(int column, int row, string band)
    {
        if (column < 0 || column >= 2 * columns || row < 0 || row >= 4 * rows) return;
        var cell = (row / 4 * columns) + (column / 2);
        _dots[cell] |= Bits[(row % 4 * 2) + (column % 2)];
        _bands[cell] = band;
    }
}
