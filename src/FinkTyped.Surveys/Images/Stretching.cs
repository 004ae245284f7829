namespace FinkTyped.Astronomy;

/// <summary>From values of pixels to 255 shades.</summary>
internal static class Stretching
{
    /// <summary>The shade of pixels without a value.</summary>
    public const byte NoValue = 0;

    private const int Brightest = 255;

    // Fraction of the range below which asinh is about linear; astropy's default.
    private const double Softening = 0.1;

    /// <summary>A shade for each pixel: 1 to 255, 0 for NaN and infinities.</summary>
    public static byte[] Shades(this ImageStretch stretch, ReadOnlySpan<float> pixels)
    {
        var shades = new byte[pixels.Length];
        var sorted = Finite(pixels);
        if (sorted.Length == 0) return shades;
        var (low, high) = stretch switch
        {
            ImageStretch.Linear => (Percentile(sorted, 0.005), Percentile(sorted, 0.995)),
            ImageStretch.Asinh => (Percentile(sorted, 0.005), sorted[^1]),
            ImageStretch.ZScale => ZScale.Limits(pixels, sorted.Length),
            _ => throw new ArgumentOutOfRangeException(nameof(stretch), stretch, null),
        };
        var range = high - low;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!float.IsFinite(pixels[i])) continue;
            var level = range > 0 ? Math.Clamp((pixels[i] - low) / range, 0, 1) : 0.5;
            if (stretch == ImageStretch.Asinh) level = Math.Asinh(level / Softening) / Math.Asinh(1 / Softening);
            shades[i] = (byte)(1 + Math.Round(level * (Brightest - 1)));
        }

        return shades;
    }

    /// <summary>The value below which a fraction of the sorted values lies, between neighbours in proportion.</summary>
    public static double Percentile(ReadOnlySpan<float> sorted, double fraction)
    {
        var place = fraction * (sorted.Length - 1);
        var below = (int)place;
        var next = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * ((double)sorted[next] - sorted[below]));
    }

    private static float[] Finite(ReadOnlySpan<float> pixels)
    {
        var finite = new float[pixels.Length];
        var count = 0;
        foreach (var pixel in pixels)
        {
            if (float.IsFinite(pixel)) finite[count++] = pixel;
        }

        Array.Resize(ref finite, count);
        finite.AsSpan().Sort();
        return finite;
    }
}
