using FinkTyped.Lsst;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>What LSST says of one detection, and of one forced measurement.</summary>
internal static class LsstSources
{
    private const double ProcessingDays = 0.0018;

    public static DiaSource Detection(SimulationRandom random, LsstTarget target, LsstLook look, long objectId)
    {
        var visit = look.Visit;
        var fit = look.Fit;
        var scatter = visit.Seeing * 0.6 / fit.SignalToNoise;
        var place = target.Position.Shifted(random.Gaussian(0, scatter), random.Gaussian(0, scatter));
        var error = (float)(scatter / 3600 * random.LogNormal(1, 1.3));
        var pixels = (float)(error * 3600 / LsstInstrument.PixelScale);
        var science = look.TemplateFlux + fit.Flux;
        var bad = random.Chance(0.005);
        var streak = random.Chance(0.001);
        var source = new DiaSource
        {
            DiaSourceId = look.Id,
            Visit = visit.Id,
            Detector = look.Detector,
            DiaObjectId = objectId,
            ParentDiaSourceId = 0,
            MidpointMjdTai = visit.MidpointMjdTai,
            Ra = place.Ra,
            RaErr = error,
            Dec = place.Dec,
            DecErr = error * (float)random.LogNormal(1, 1.08),
            RaDecCov = error * error * (float)random.Gaussian(0, 0.1),
            X = (float)look.X,
            XErr = pixels * (float)random.LogNormal(1, 1.04),
            Y = (float)look.Y,
            YErr = pixels * (float)random.LogNormal(1, 1.04),
            CentroidFlag = false,
            ApFlux = (float)look.ApFlux,
            ApFluxErr = (float)look.ApFluxError,
            ApFluxFlag = false,
            ApFluxFlagApertureTruncated = false,
            IsNegative = fit.Flux < 0,
            Snr = (float)fit.SignalToNoise,
            PsfFlux = (float)fit.Flux,
            PsfFluxErr = (float)fit.Error,
            PsfChi2 = (float)fit.Chi2,
            PsfNdata = LsstCutouts.FitSize * LsstCutouts.FitSize,
            PsfFluxFlag = false,
            PsfFluxFlagEdge = false,
            PsfFluxFlagNoGoodPixels = false,
            TrailNdata = 0,
            TrailFlagEdge = false,
            DipoleNdata = 0,
            ScienceFlux = (float)science,
            ScienceFluxErr = (float)(fit.Error * random.Gaussian(0.99, 0.01)),
            ForcedPsfFluxFlag = false,
            ForcedPsfFluxFlagEdge = false,
            ForcedPsfFluxFlagNoGoodPixels = false,
            TemplateFlux = (float)look.TemplateFlux,
            TemplateFluxErr = (float)(fit.Error * random.LogNormal(0.13, 2)),
            IxxPSF = (float)look.Moments.Xx,
            IyyPSF = (float)look.Moments.Yy,
            IxyPSF = (float)look.Moments.Xy,
            ShapeFlag = true,
            ShapeFlagNoPixels = false,
            ShapeFlagNotContained = false,
            ShapeFlagParentSource = false,
            Reliability = (float)Math.Clamp(random.Gaussian(target.Reliability, 0.12), 0.1, 1),
            Band = visit.Band.Letter(),
            IsDipole = false,
            DipoleFitAttempted = false,
            TimeProcessedMjdTai = visit.MidpointMjdTai + ProcessingDays + random.Exponential(0.0001),
            BboxSize = (int)Math.Clamp(9 + 9 * Math.Log10(fit.SignalToNoise) + random.Gaussian(5, 3), 9, 43),
            PixelFlags = false,
            PixelFlagsBad = bad,
            PixelFlagsCr = false,
            PixelFlagsCrCenter = false,
            PixelFlagsEdge = false,
            PixelFlagsNodata = false,
            PixelFlagsNodataCenter = false,
            PixelFlagsInterpolated = bad,
            PixelFlagsInterpolatedCenter = false,
            PixelFlagsOffimage = false,
            PixelFlagsSaturated = false,
            PixelFlagsSaturatedCenter = false,
            PixelFlagsSuspect = false,
            PixelFlagsSuspectCenter = false,
            PixelFlagsStreak = streak,
            PixelFlagsStreakCenter = streak && random.Chance(0.5),
            PixelFlagsInjected = false,
            PixelFlagsInjectedCenter = false,
            PixelFlagsInjectedTemplate = false,
            PixelFlagsInjectedTemplateCenter = false,
            GlintTrail = false,
        };
        return WithDipole(random, target, WithShape(random, target, source, look), look);
    }

    /// <summary>The measurement at the place of a known object, whether something stands out there or not.</summary>
    public static ForcedSource Forced(SimulationRandom random, SkyPosition place, LsstLook look, long objectId) => new()
    {
        DiaForcedSourceId = look.Visit.SourceId(look.Detector, random.Integer(1, 500_000)),
        DiaObjectId = objectId,
        Ra = place.Ra,
        Dec = place.Dec,
        Visit = look.Visit.Id,
        Detector = look.Detector,
        PsfFlux = (float)(look.Fit.Flux * random.Gaussian(1, 0.02)),
        PsfFluxErr = (float)(look.Fit.Error * random.Gaussian(1.01, 0.02)),
        MidpointMjdTai = look.Visit.MidpointMjdTai,
        ScienceFlux = (float)(look.TemplateFlux + look.Fit.Flux),
        ScienceFluxErr = (float)look.Fit.Error,
        Band = look.Visit.Band.Letter(),
        TimeProcessedMjdTai = look.Visit.MidpointMjdTai + ProcessingDays + random.Exponential(0.0001),
    };

    // A shape that cannot be measured leaves the trail, the moments and the extendedness null.
    private static DiaSource WithShape(SimulationRandom random, LsstTarget target, DiaSource source, LsstLook look)
    {
        if (!look.FromCutouts && random.Chance(target.UntrailedShare))
        {
            return random.Chance(0.95) ? source : WithMoments(random, source, look);
        }

        return WithMoments(random, source, look) with
        {
            ShapeFlag = false,
            TrailFlux = (float)(look.Fit.Flux * random.LogNormal(1.03, 1.06)),
            TrailFluxErr = (float)random.LogNormal(6.5, 3.2),
            TrailRa = source.Ra + random.Gaussian(0, 1e-6),
            TrailDec = source.Dec + random.Gaussian(0, 1e-6),
            TrailLength = (float)random.LogNormal(0.98, 1.45),
            TrailAngle = (float)random.Uniform(-180, 180),
            Extendedness = (float)Math.Min(1, random.Exponential(0.3)),
        };
    }

    private static DiaSource WithMoments(SimulationRandom random, DiaSource source, LsstLook look) => source with
    {
        Ixx = (float)(look.Moments.Xx * random.LogNormal(0.9, 1.45)),
        Iyy = (float)(look.Moments.Yy * random.LogNormal(0.9, 1.45)),
        Ixy = (float)(look.Moments.Xy + random.Gaussian(0.005, 0.045)),
    };

    private static DiaSource WithDipole(SimulationRandom random, LsstTarget target, DiaSource source, LsstLook look)
    {
        if (!random.Chance(target.DipoleShare)) return source;
        var mean = look.TemplateFlux * random.LogNormal(0.8, 1.3) + 10_000;
        var error = look.Fit.Error * 0.55;
        var side = 2 * random.Integer(15, 25);
        return source with
        {
            IsDipole = true,
            DipoleFitAttempted = true,
            DipoleMeanFlux = (float)mean,
            DipoleMeanFluxErr = (float)error,
            DipoleFluxDiff = 0,
            DipoleFluxDiffErr = (float)(2 * error),
            DipoleLength = (float)random.Uniform(0.002, 0.11),
            DipoleAngle = (float)random.Uniform(-180, 180),
            DipoleChi2 = (float)random.LogNormal(700, 4),
            DipoleNdata = side * random.Integer(36, 60),
        };
    }
}
