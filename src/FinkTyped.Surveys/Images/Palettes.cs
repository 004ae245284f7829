namespace FinkTyped.Astronomy;

/// <summary>The colours of palettes: three bytes for each of 256 shades.</summary>
internal static class Palettes
{
    private const int Shades = 256;

    // Every sixteenth colour of viridis, and the last; between them in proportion.
    private static ReadOnlySpan<int> Viridis =>
    [
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B,
        0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ];

    /// <summary>Red, green and blue of the shades; that of shade 0, which is transparent, does not matter.</summary>
    public static byte[] Colours(this ImagePalette palette)
    {
        var colours = new byte[3 * Shades];
        for (var shade = 0; shade < Shades; shade++)
        {
            // Shades begin at 1.
            var level = Math.Max(0, (shade - 1) / (Shades - 2.0));
            var (red, green, blue) = palette switch
            {
                ImagePalette.Gray => Gray(level),
                ImagePalette.InvertedGray => Gray(1 - level),
                ImagePalette.Viridis => Between(Viridis, level),
                _ => throw new ArgumentOutOfRangeException(nameof(palette), palette, null),
            };
            (colours[3 * shade], colours[(3 * shade) + 1], colours[(3 * shade) + 2]) = (red, green, blue);
        }

        return colours;
    }

    private static (byte Red, byte Green, byte Blue) Gray(double level)
    {
        var gray = (byte)Math.Round(level * 255);
        return (gray, gray, gray);
    }

    private static (byte Red, byte Green, byte Blue) Between(ReadOnlySpan<int> colours, double level)
    {
        var place = level * (colours.Length - 1);
        var below = Math.Min((int)place, colours.Length - 2);
        var (first, second, part) = (colours[below], colours[below + 1], place - below);
        return (Mix(first >> 16, second >> 16, part), Mix(first >> 8, second >> 8, part), Mix(first, second, part));
    }

    private static byte Mix(int first, int second, double part) => (byte)Math.Round((first & 255) + (part * ((second & 255) - (first & 255))));
}
