using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Lsst;

/// <summary>What one visit measured at the place of a target.</summary>
internal sealed record LsstLook
{
    private const double Threshold = 5;

    public required LsstVisit Visit { get; init; }

    public required int Detector { get; init; }

    /// <summary>The id of the source found, or of the forced measurement.</summary>
    public required long Id { get; init; }

    public required double X { get; init; }

    public required double Y { get; init; }

    /// <summary>The fitted flux in the difference image, its error, and the fit's quality.</summary>
    public required PointFit Fit { get; init; }

    public required double ApFlux { get; init; }

    public required double ApFluxError { get; init; }

    public required double TemplateFlux { get; init; }

    /// <summary>The moments of a point's image, in seconds of arc squared.</summary>
    public required (double Xx, double Yy, double Xy) Moments { get; init; }

    /// <summary>Whether it stands out of the image by itself.</summary>
    public required bool Detected { get; init; }

    /// <summary>Whether it was measured in the cutouts that the alert carries.</summary>
    public bool FromCutouts { get; init; }

    /// <summary>A measurement in a past visit.</summary>
    public static LsstLook At(SimulationRandom random, LsstTarget target, LsstVisit visit)
    {
        var change = target.Source.FluxChange(visit.Band, visit.MidpointMjdTai);
        var template = target.Source.TemplateFlux(visit.Band);
        var error = visit.FluxError(template + change);
        var flux = change + error * random.Gaussian();
        var detector = Dithered(random, target);
        var moment = visit.Moment;
        return new LsstLook
        {
            Visit = visit,
            Detector = detector,
            Id = visit.SourceId(detector, random.Integer(1, 500_000)),
            X = random.Uniform(20, LsstInstrument.DetectorSize + 70),
            Y = random.Uniform(20, LsstInstrument.DetectorSize - 20),
            Fit = new PointFit(flux, error, random.LogNormal(1.07, 1.12) * LsstCutouts.FitSize * LsstCutouts.FitSize, 0),
            ApFlux = flux * random.Gaussian(0.94, 0.16),
            ApFluxError = error * random.LogNormal(1.75, 1.2),
            TemplateFlux = template + random.Gaussian(0, 0.002 * template + 20),
            Moments = (
                moment * random.Gaussian(1, 0.04), moment * random.Gaussian(1, 0.04), moment * random.Gaussian(0, 0.05)),
            Detected = Math.Abs(flux) > Threshold * error && !random.Chance(target.LostShare),
        };
    }

    /// <summary>The measurement in the images of the current visit.</summary>
    public static LsstLook Now(SimulationRandom random, LsstTarget target, LsstVisit visit, LsstCutouts cutouts)
    {
        var detector = Dithered(random, target);
        return new LsstLook
        {
            Visit = visit,
            Detector = detector,
            Id = visit.SourceId(detector, random.Integer(1, 500_000)),
            X = random.Uniform(40, LsstInstrument.DetectorSize),
            Y = random.Uniform(40, LsstInstrument.DetectorSize - 40),
            Fit = cutouts.Fit,
            ApFlux = cutouts.Aperture,
            ApFluxError = cutouts.ApertureError,
            TemplateFlux = target.Source.TemplateFlux(visit.Band) + random.Gaussian(0, 20),
            Moments = cutouts.PointMoments,
            Detected = true,
            FromCutouts = true,
        };
    }

    private static int Dithered(SimulationRandom random, LsstTarget target) =>
        Math.Clamp((int)Math.Round(random.Gaussian(target.Detector, 26)), 26, LsstInstrument.LastDetector);
}
