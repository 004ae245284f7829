using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>The three cutouts of an LSST alert, and what is measured in them.</summary>
internal sealed class LsstCutouts
{
    /// <summary>The side of the square the point spread is fitted in, in pixels.</summary>
    public const int FitSize = 41;

    private const double ApertureRadius = 12;
    private const double PixelDegrees = LsstInstrument.PixelScale / 3600;

    private readonly CutoutImages _images;
    private readonly CutoutScene _scene;

    private LsstCutouts(CutoutImages images, CutoutScene scene)
    {
        _images = images;
        _scene = scene;
        Fit = images.FitPoint(scene.SciencePsf, scene.X, scene.Y);
        (Aperture, ApertureError) = images.SumWithin(scene.X, scene.Y, ApertureRadius);
    }

    /// <summary>The flux of the source in the difference image, in nJy.</summary>
    public PointFit Fit { get; }

    public double Aperture { get; }

    public double ApertureError { get; }

    /// <summary>Takes the images of a source at a visit.</summary>
    public static LsstCutouts Take(SimulationRandom random, Source source, LsstVisit visit)
    {
        var elongation = random.Gaussian(0, 0.04);
        var moment = visit.Moment / (LsstInstrument.PixelScale * LsstInstrument.PixelScale);
        var scene = new CutoutScene
        {
            Width = LsstInstrument.CutoutSize,
            Height = LsstInstrument.CutoutSize,
            X = LsstInstrument.CutoutSize / 2 - 0.5 + random.Uniform(-0.5, 0.5),
            Y = LsstInstrument.CutoutSize / 2 - 0.5 + random.Uniform(-0.5, 0.5),
            PixelScale = LsstInstrument.PixelScale,
            SciencePsf = new Psf(moment * (1 + elongation), moment * (1 - elongation), moment * random.Gaussian(0, 0.03)),
            TemplatePsf = new Psf(4.3, 4.2, 0.1),
            TemplateFlux = source.TemplateFlux(visit.Band),
            FluxChange = source.FluxChange(visit.Band, visit.MidpointMjdTai),
            Host = source.Host,
            HostFlux = source.Host?.Light.Flux(visit.Band) ?? 0,
            SkyVariance = visit.SkyVariance,
            TemplateVariance = visit.SkyVariance * 0.012,
            VariancePerFlux = visit.VariancePerFlux,
        };
        scene.AddStars(random, 0.8, 400);
        return new LsstCutouts(scene.Expose(random), scene);
    }

    /// <summary>The moments of a point's image, in seconds of arc squared.</summary>
    public (double Xx, double Yy, double Xy) PointMoments
    {
        get
        {
            const double Area = LsstInstrument.PixelScale * LsstInstrument.PixelScale;
            return (_scene.SciencePsf.Xx * Area, _scene.SciencePsf.Yy * Area, _scene.SciencePsf.Xy * Area);
        }
    }

    /// <summary>Encodes the images.</summary>
    /// <param name="field">Where they were taken.</param>
    /// <param name="position">The source's place, the reference of the coordinates.</param>
    /// <param name="x">Its place on the detector, in pixels.</param>
    /// <param name="y">Its place on the detector, in pixels.</param>
    /// <param name="rotation">The position angle of the detector's y axis, in degrees.</param>
    public (byte[] Science, byte[] Template, byte[] Difference) Encode(LsstField field, SkyPosition position, double x, double y, double rotation)
    {
        var science = _scene.SciencePsf.Image(FitSize);
        var template = _scene.TemplatePsf.Image(field.TemplatePsfSize);
        return (
            Encode(_images.Science, _images.ScienceVariance, science, FitSize),
            Encode(_images.Template, _images.TemplateVariance, template, field.TemplatePsfSize),
            Encode(_images.Difference, _images.DifferenceVariance, science, FitSize));

        byte[] Encode(float[] pixels, float[] variance, double[] psf, int psfSize)
        {
            var fits = new FitsBuilder();
            WriteImageHeader(fits, position, x, y, rotation);
            fits.Data(pixels);
            WriteExtensionHeader(fits, -32, LsstInstrument.CutoutSize, "UNCERT", "VarianceUncertainty");
            fits.Data(variance);
            WriteExtensionHeader(fits, -64, psfSize, "PSFIMAGE", null);
            return fits.Data(psf).ToArray();
        }
    }

    private void WriteImageHeader(FitsBuilder fits, SkyPosition position, double x, double y, double rotation)
    {
        var (sin, cos) = Math.SinCos(rotation * Math.PI / 180);
        fits.Card("SIMPLE", true, "conforms to FITS standard")
            .Card("BITPIX", -32, "array data type")
            .Card("NAXIS", 2, "number of array dimensions")
            .Card("NAXIS1", LsstInstrument.CutoutSize)
            .Card("NAXIS2", LsstInstrument.CutoutSize)
            .Card("EXTEND", true)
            .Card("CUTMINX", (int)Math.Round(x - _scene.X))
            .Card("CUTMINY", (int)Math.Round(y - _scene.Y))
            .Card("ROTPA", rotation, "Pos angle in deg of focal plane +Y wrt North")
            .Card("BUNIT", "nJy")
            .Card("WCSAXES", 2, "Number of coordinate axes")
            .Card("CRPIX1", _scene.X + 1, "Pixel coordinate of reference point")
            .Card("CRPIX2", _scene.Y + 1, "Pixel coordinate of reference point")
            .Card("PC1_1", -PixelDegrees * cos, "Coordinate transformation matrix element")
            .Card("PC1_2", PixelDegrees * sin, "Coordinate transformation matrix element")
            .Card("PC2_1", PixelDegrees * sin, "Coordinate transformation matrix element")
            .Card("PC2_2", PixelDegrees * cos, "Coordinate transformation matrix element")
            .Card("CDELT1", 1.0, "Coordinate increment at reference point")
            .Card("CDELT2", 1.0, "Coordinate increment at reference point")
            .Card("CRVAL1", position.Ra, "Coordinate value at reference point")
            .Card("CRVAL2", position.Dec, "Coordinate value at reference point")
            .Card("LATPOLE", 90.0, "[deg] Native latitude of celestial pole")
            .Card("MJDREF", 0.0, "[d] MJD of fiducial time")
            .End();
    }

    private static void WriteExtensionHeader(FitsBuilder fits, int bitpix, int size, string name, string? kind)
    {
        fits.Card("XTENSION", "IMAGE", "Image extension")
            .Card("BITPIX", bitpix, "array data type")
            .Card("NAXIS", 2, "number of array dimensions")
            .Card("NAXIS1", size)
            .Card("NAXIS2", size)
            .Card("PCOUNT", 0, "number of parameters")
            .Card("GCOUNT", 1, "number of groups");
        if (kind is not null) fits.Card("UTYPE", kind);
        fits.Card("EXTNAME", name, "extension name").End();
    }
}
