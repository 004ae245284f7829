namespace FinkTyped.Astronomy;

/// <summary>
/// The limits that IRAF's display chooses: a line through the sorted values around the median, without outliers, and its steepness
/// (Tody 1986, SPIE 627, 733; <see href="https://github.com/iraf-community/iraf"/>, <c>zscale.x</c>).
/// </summary>
internal static class ZScale
{
    private const int Samples = 1000;
    private const double Contrast = 0.25;
    private const double MostRejected = 0.5;
    private const int FewestPixels = 5;
    private const double Sigmas = 2.5;
    private const int Iterations = 5;

    /// <summary>The values that become the darkest and the brightest shade.</summary>
    /// <param name="pixels">The pixels as they lie in the image.</param>
    /// <param name="finite">How many of them have a value; at least one.</param>
    public static (double Low, double High) Limits(ReadOnlySpan<float> pixels, int finite)
    {
        var sample = Sample(pixels, finite);
        var count = sample.Length;
        double low = sample[0], high = sample[^1];
        var good = new bool[count];
        Array.Fill(good, true);
        var fewest = Math.Max(FewestPixels, (int)(count * MostRejected));
        var grow = Math.Max(1, (int)(count * 0.01));
        var (kept, last) = (count, count + 1);
        var (slope, intercept) = (0.0, 0.0);
        for (var i = 0; i < Iterations && kept < last && kept >= fewest; i++)
        {
            (slope, intercept) = Fit(sample, good);
            last = kept;
            kept = Reject(sample, good, slope, intercept, grow);
        }

        if (kept < fewest) return (low, high);
        slope /= Contrast;
        var center = (count - 1) / 2;
        var median = Stretching.Percentile(sample, 0.5);
        return (Math.Max(low, median - ((center - 1) * slope)), Math.Min(high, median + ((count - center) * slope)));
    }

    // Evenly over the image, not over the values.
    private static float[] Sample(ReadOnlySpan<float> pixels, int finite)
    {
        var stride = Math.Max(1, finite / Samples);
        var sample = new float[Samples];
        int seen = 0, count = 0;
        foreach (var pixel in pixels)
        {
            if (!float.IsFinite(pixel) || seen++ % stride != 0) continue;
            sample[count++] = pixel;
            if (count == Samples) break;
        }

        Array.Resize(ref sample, count);
        sample.AsSpan().Sort();
        return sample;
    }

    private static (double Slope, double Intercept) Fit(ReadOnlySpan<float> sample, bool[] good)
    {
        double n = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (var x = 0; x < sample.Length; x++)
        {
            if (!good[x]) continue;
            n++;
            sumX += x;
            sumY += sample[x];
            sumXX += (double)x * x;
            sumXY += x * (double)sample[x];
        }

        var slope = ((n * sumXY) - (sumX * sumY)) / ((n * sumXX) - (sumX * sumX));
        return (slope, (sumY - (slope * sumX)) / n);
    }

    // Marks what lies too far from the line, and its neighbours; tells how many are left.
    private static int Reject(ReadOnlySpan<float> sample, bool[] good, double slope, double intercept, int grow)
    {
        double n = 0, sum = 0, squares = 0;
        for (var x = 0; x < sample.Length; x++)
        {
            if (!good[x]) continue;
            var residual = sample[x] - ((slope * x) + intercept);
            n++;
            sum += residual;
            squares += residual * residual;
        }

        var threshold = Sigmas * Math.Sqrt(Math.Max(0, (squares / n) - (sum / n * (sum / n))));
        var bad = new bool[sample.Length];
        for (var x = 0; x < sample.Length; x++)
        {
            var residual = sample[x] - ((slope * x) + intercept);
            bad[x] = !good[x] || residual < -threshold || residual > threshold;
        }

        var kept = 0;
        for (var x = 0; x < sample.Length; x++)
        {
            good[x] = true;
            for (var near = x - (grow / 2); near < x - (grow / 2) + grow; near++)
            {
                if ((uint)near < (uint)bad.Length && bad[near]) good[x] = false;
            }

            if (good[x]) kept++;
        }

        return kept;
    }
}
