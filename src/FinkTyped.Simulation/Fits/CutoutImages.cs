namespace FinkTyped.Simulation.Fits;

/// <summary>Three images of one place with the variance of every pixel, rows from the bottom up.</summary>
internal sealed class CutoutImages(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Science { get; } = new float[width * height];

    public float[] Template { get; } = new float[width * height];

    public float[] Difference { get; } = new float[width * height];

    public float[] ScienceVariance { get; } = new float[width * height];

    public float[] TemplateVariance { get; } = new float[width * height];

    public float[] DifferenceVariance { get; } = new float[width * height];

    /// <summary>Fits the point spread to the difference image: the most likely flux, its error, and what is left over.</summary>
    public PointFit FitPoint(Psf psf, double x, double y)
    {
        double weight = 0, sum = 0;
        for (var i = 0; i < Difference.Length; i++)
        {
            if (float.IsNaN(Difference[i])) continue;
            var p = psf.At(i % Width - x, i / Width - y);
            weight += p * p / DifferenceVariance[i];
            sum += p * Difference[i] / DifferenceVariance[i];
        }

        var flux = sum / weight;
        double chi2 = 0;
        var count = 0;
        for (var i = 0; i < Difference.Length; i++)
        {
            if (float.IsNaN(Difference[i])) continue;
            var residue = Difference[i] - flux * psf.At(i % Width - x, i / Width - y);
            chi2 += residue * residue / DifferenceVariance[i];
            count++;
        }

        return new PointFit(flux, Math.Sqrt(1 / weight), chi2, count);
    }

    /// <summary>The sum of the difference image within a circle, and its error.</summary>
    public (double Flux, double Error) SumWithin(double x, double y, double radius)
    {
        double flux = 0, variance = 0;
        for (var i = 0; i < Difference.Length; i++)
        {
            double dx = i % Width - x, dy = i / Width - y;
            if (dx * dx + dy * dy > radius * radius || float.IsNaN(Difference[i])) continue;
            flux += Difference[i];
            variance += DifferenceVariance[i];
        }

        return (flux, Math.Sqrt(variance));
    }

    /// <summary>Marks a pixel as without value in all images.</summary>
    public void Blank(int column, int row)
    {
        if (column < 0 || row < 0 || column >= Width || row >= Height) return;
        var i = row * Width + column;
        Science[i] = Template[i] = Difference[i] = float.NaN;
    }
}

/// <summary>The result of fitting a point to an image.</summary>
/// <param name="Flux">The flux.</param>
/// <param name="Error">Its error, one deviation.</param>
/// <param name="Chi2">The squared residues in units of their variance, summed.</param>
/// <param name="PixelCount">Over so many pixels.</param>
internal readonly record struct PointFit(double Flux, double Error, double Chi2, int PixelCount)
{
    public double SignalToNoise => Math.Abs(Flux) / Error;
}
