using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>The three cutouts of a ZTF alert, and what is measured in them.</summary>
internal sealed class ZtfCutouts
{
    private const int Half = ZtfInstrument.CutoutSize / 2;
    private const double ApertureRadius = 4;
    private const double ProcessingDays = 25.0 / 1440;

    private readonly CutoutImages _images;
    private readonly DateTime _made;

    private ZtfCutouts(CutoutImages images, PointFit fit, double aperture, double apertureError, DateTime made)
    {
        _images = images;
        Fit = fit;
        Aperture = aperture;
        ApertureError = apertureError;
        _made = made;
    }

    /// <summary>The flux of the source in the difference image, in counts.</summary>
    public PointFit Fit { get; }

    public double Aperture { get; }

    public double ApertureError { get; }

    public byte[] Science() => Encode(_images.Science);

    public byte[] Template() => Encode(_images.Template);

    /// <summary>The difference that makes the source bright: science less reference, or, where it has faded, reference less science.</summary>
    public byte[] Difference() => Encode(Fit.Flux < 0 ? Array.ConvertAll(_images.Difference, pixel => -pixel) : _images.Difference);

    /// <summary>Takes the images of a source at a place of the quadrant.</summary>
    public static ZtfCutouts Take(SimulationRandom random, Source source, ZtfVisit visit, double xpos, double ypos)
    {
        var countsPerFlux = AbMagnitude.ToCounts(AbMagnitude.ZeroPoint, visit.ZeroPoint);
        var psf = visit.Psf;
        var skyVariance = visit.CountsError * visit.CountsError / psf.NoisePixels;
        var missing = Math.Max(0, Half - (int)ZtfInstrument.DistanceToEdge(xpos, ypos));
        var trimmed = missing > 0 && random.Chance(0.4);
        var scene = new CutoutScene
        {
            Width = ZtfInstrument.CutoutSize,
            Height = ZtfInstrument.CutoutSize - (trimmed ? missing : 0),
            X = Half + random.Uniform(-0.5, 0.5),
            Y = Half - (trimmed ? missing : 0) + random.Uniform(-0.5, 0.5),
            PixelScale = ZtfInstrument.PixelScale,
            SciencePsf = psf,
            TemplatePsf = new Psf(0.75, 0.75, 0),
            TemplateFlux = source.TemplateFlux(visit.Band) * countsPerFlux,
            FluxChange = source.FluxChange(visit.Band, visit.Mjd) * countsPerFlux,
            Host = source.Host,
            HostFlux = source.Host is { } host ? host.Light.Flux(visit.Band) * countsPerFlux : 0,
            SkyLevel = Math.Sqrt(skyVariance) * random.LogNormal(21, 1.7),
            SkyVariance = skyVariance,
            TemplateVariance = skyVariance * 0.02,
            VariancePerFlux = 1 / ZtfInstrument.Gain,
        };
        scene.AddStars(random, 5, visit.CountsError * 2);
        var images = scene.Expose(random);
        if (missing > 0 && !trimmed) BlankRows(images, missing);
        if (random.Chance(0.2)) BlankStar(random, images);
        var (aperture, error) = images.SumWithin(scene.X, scene.Y, ApertureRadius);
        return new ZtfCutouts(images, images.FitPoint(psf, scene.X, scene.Y), aperture, error, SurveyTime.ToUtc(visit.Mjd + ProcessingDays));
    }

    private static void BlankRows(CutoutImages images, int rows)
    {
        for (var i = 0; i < rows * images.Width; i++) images.Blank(i % images.Width, i / images.Width);
    }

    // A saturated star, away from the middle, has no values.
    private static void BlankStar(SimulationRandom random, CutoutImages images)
    {
        var angle = random.Uniform(0, 2 * Math.PI);
        var distance = random.Uniform(13, Half);
        int x = Half + (int)(distance * Math.Cos(angle)), y = Half + (int)(distance * Math.Sin(angle));
        var radius = random.Uniform(3, 7);
        var reach = (int)radius;
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                if (dx * dx + dy * dy <= radius * radius) images.Blank(x + dx, y + dy);
            }
        }
    }

    private byte[] Encode(float[] pixels)
    {
        // The first card is ZTF's own, not the standard's: readers have to bear it.
        var fits = new FitsBuilder()
            .Card("SIMPLE  =  T")
            .Card("BITPIX", -32)
            .Card("NAXIS", 2)
            .Card("NAXIS1", _images.Width)
            .Card("NAXIS2", _images.Height)
            .Card("BUNIT", "DN")
            .End()
            .Data(pixels)
            .ToArray();
        return Gzip.Compress(fits, _made);
    }
}
