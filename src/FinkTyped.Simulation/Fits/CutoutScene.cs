using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Fits;

/// <summary>
/// What stands around a source, and how it looks in three images that agree: science = template seen through the science image's point
/// spread + the change + noise; difference = science − template; the noise is the same in both.
/// </summary>
internal sealed class CutoutScene
{
    private readonly List<Star> _stars = [];

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Where the source is, in pixels from the first one's centre.</summary>
    public required double X { get; init; }

    /// <inheritdoc cref="X"/>
    public required double Y { get; init; }

    /// <summary>Seconds of arc per pixel.</summary>
    public required double PixelScale { get; init; }

    public required Psf SciencePsf { get; init; }

    public required Psf TemplatePsf { get; init; }

    /// <summary>The source's flux in the template.</summary>
    public required double TemplateFlux { get; init; }

    /// <summary>Its change since.</summary>
    public required double FluxChange { get; init; }

    public HostGalaxy? Host { get; init; }

    /// <summary>The host's flux in the units of the image.</summary>
    public double HostFlux { get; init; }

    /// <summary>The level of the sky, which a survey may have taken away.</summary>
    public double SkyLevel { get; init; }

    /// <summary>The variance of an empty pixel of the science image.</summary>
    public required double SkyVariance { get; init; }

    /// <summary>The variance of an empty pixel of the template.</summary>
    public required double TemplateVariance { get; init; }

    /// <summary>Variance per unit of flux: photons are counted.</summary>
    public required double VariancePerFlux { get; init; }

    /// <summary>Adds some stars; the flux of each is drawn from the usual many-faint, few-bright law.</summary>
    public void AddStars(SimulationRandom random, double meanCount, double faintestFlux)
    {
        var count = (int)(meanCount * random.LogNormal(1, 1.5));
        for (var i = 0; i < count; i++)
        {
            var flux = Math.Min(faintestFlux * 1000, faintestFlux * Math.Pow(1 - random.NextDouble(), -1.2));
            _stars.Add(new Star(random.Uniform(-2, Width + 1), random.Uniform(-2, Height + 1), flux, random.Gaussian(0, 0.012)));
        }
    }

    /// <summary>Takes the three images.</summary>
    public CutoutImages Expose(SimulationRandom random)
    {
        var size = Width * Height;
        var images = new CutoutImages(Width, Height);
        var steady = new double[size];
        var change = new double[size];
        var template = new double[size];
        AddHost(steady);
        steady.CopyTo(template, 0);
        AddPoint(steady, SciencePsf, X, Y, TemplateFlux);
        AddPoint(template, TemplatePsf, X, Y, TemplateFlux);
        AddPoint(change, SciencePsf, X, Y, FluxChange);
        foreach (var star in _stars)
        {
            AddPoint(steady, SciencePsf, star.X, star.Y, star.Flux);
            AddPoint(template, TemplatePsf, star.X, star.Y, star.Flux);
            AddPoint(change, SciencePsf, star.X, star.Y, star.Flux * star.Residue);
        }

        var templateNoise = Math.Sqrt(TemplateVariance);
        for (var i = 0; i < size; i++)
        {
            var variance = SkyVariance + VariancePerFlux * Math.Max(0, steady[i] + change[i]);
            var noise = Math.Sqrt(variance) * random.Gaussian();
            var below = templateNoise * random.Gaussian();
            images.Science[i] = (float)(SkyLevel + steady[i] + change[i] + noise);
            images.Template[i] = (float)(SkyLevel + template[i] + below);
            images.Difference[i] = (float)(change[i] + noise - 0.7 * below);
            images.ScienceVariance[i] = (float)variance;
            images.TemplateVariance[i] = (float)(TemplateVariance * (1 + VariancePerFlux * Math.Max(0, template[i]) / SkyVariance));
            images.DifferenceVariance[i] = (float)(variance + 0.5 * TemplateVariance);
        }

        return images;
    }

    private void AddPoint(double[] pixels, Psf psf, double x, double y, double flux)
    {
        if (flux == 0) return;
        var reach = (int)Math.Ceiling(10 * psf.Sigma);
        int left = Math.Max(0, (int)x - reach), right = Math.Min(Width - 1, (int)x + reach);
        int bottom = Math.Max(0, (int)y - reach), top = Math.Min(Height - 1, (int)y + reach);
        for (var row = bottom; row <= top; row++)
        {
            for (var column = left; column <= right; column++) pixels[row * Width + column] += flux * psf.At(column - x, row - y);
        }
    }

    private void AddHost(double[] pixels)
    {
        if (Host is null || HostFlux <= 0) return;
        var scale = Host.Radius / PixelScale;
        double x = X - Host.EastOffset / PixelScale, y = Y + Host.NorthOffset / PixelScale;
        var (sin, cos) = Math.SinCos(Host.Angle);

        // The blur of the seeing, as a softening of the centre.
        var softening = 0.8 * SciencePsf.Sigma;
        var centre = HostFlux / (2 * Math.PI * scale * (scale + softening) * Host.AxisRatio);
        for (var i = 0; i < pixels.Length; i++)
        {
            double dx = i % Width - x, dy = i / Width - y;
            var along = dx * cos + dy * sin;
            var across = (dy * cos - dx * sin) / Host.AxisRatio;
            var radius = Math.Sqrt(along * along + across * across + softening * softening) - softening;
            pixels[i] += centre * Math.Exp(-radius / scale);
        }
    }

    private readonly record struct Star(double X, double Y, double Flux, double Residue);
}
