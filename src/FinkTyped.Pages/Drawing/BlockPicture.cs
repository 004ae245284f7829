using System.Text;
using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Drawing;

/// <summary>An image in characters: upper half blocks in two colours each, or five shades where there are no colours.</summary>
internal static class BlockPicture
{
    private const string Shades = " ░▒▓█";

    /// <summary>The lines of the image, the top of the sky first, each of so many columns.</summary>
    public static string[] Of(CutoutImage image, int columns, bool colours)
    {
        // Five shades show no more than what stands out.
        var shades = image.ToShades(colours ? ImageStretch.Asinh : ImageStretch.ZScale);
        // A character is twice as high as wide, and shows two pixels.
        var rows = Math.Max(1, (int)Math.Round(columns * (double)image.Height / image.Width / 2));
        var lines = new string[rows];
        for (var row = 0; row < rows; row++)
        {
            var line = new StringBuilder();
            for (var column = 0; column < columns; column++)
            {
                var upper = Mean(column, 2 * row);
                var lower = Mean(column, (2 * row) + 1);
                if (colours) line.Append(TerminalColour.Foreground(upper * 0x010101)).Append(TerminalColour.Background(lower * 0x010101)).Append('▀');
                else line.Append(Shades[(upper + lower) / 2 * (Shades.Length - 1) / 255]);
            }

            lines[row] = colours ? line.Append(TerminalColour.Reset).ToString() : line.ToString();
        }

        return lines;

        // The mean shade of the pixels behind half a character.
        int Mean(int column, int halfRow)
        {
            var (left, right) = Range(column, columns, image.Width);
            var (top, bottom) = Range(halfRow, 2 * rows, image.Height);
            var sum = 0;
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++) sum += shades[((image.Height - 1 - y) * image.Width) + x];
            }

            return sum / ((right - left) * (bottom - top));
        }
    }

    private static (int From, int To) Range(int index, int count, int pixels)
    {
        var from = Math.Min(index * pixels / count, pixels - 1);
        return (from, Math.Max(from + 1, Math.Min(pixels, (index + 1) * pixels / count)));
    }
}
