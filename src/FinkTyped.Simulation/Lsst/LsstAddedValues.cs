using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>What Fink adds to an LSST alert: features, classifiers, cross-matches, predictions, and its own times and versions.</summary>
internal static class LsstAddedValues
{
    private static readonly Band[] FeatureOrder = [Band.Y, Band.I, Band.R, Band.Z, Band.G, Band.U];

    public static LsstAlert AddTo(LsstAlert alert, SimulationRandom random, LsstTarget target, LsstLook now, IReadOnlyList<LsstLook> detections)
    {
        var observed = AstroTime.FromMjdTai(now.Visit.MidpointMjdTai).MjdUtc;
        var started = observed + random.Uniform(0.9, 1.1);
        var date = SurveyTime.ToUtc(observed);
        var classifiers = Classifiers(random, target);
        var crossMatches = CrossMatches(random, target.Source);
        return alert with
        {
            BrokerIngestMjd = now.Visit.MidpointMjdTai + random.Uniform(0.0016, 0.002),
            LsstSchemaVersion = "lsst.v10_0",
            BrokerStartProcessTimestamp = SurveyTime.BrokerText(started),
            BrokerEndProcessTimestamp = SurveyTime.BrokerText(started + random.Uniform(30, 110) / 86400),
            Timestamp = SurveyTime.BrokerText(observed),
            FinkBrokerVersion = "4.1",
            FinkScienceVersion = "8.39.0",
            Publisher = "Fink",
            LcFeatures = Features([.. detections, now]),
            Clf = classifiers,
            Xm = crossMatches,
            Pred = new Predictions
            {
                IsSso = target.Moves,
                IsFirst = target.Moves ? null : detections.Count == 0,
                IsCataloged = target.Moves || crossMatches.Gaiadr3DR3Name is not null,
                MainLabelClassifier = classifiers.CatsClass,
                MainLabelCrossmatch = crossMatches.SimbadOtype,
            },
            Misc = new Miscellany
            {
                FirstDiaSourceMjdTaiFink = detections.Count > 0 ? detections[0].Visit.MidpointMjdTai : now.Visit.MidpointMjdTai,
            },
            Year = date.Year,
            Month = date.Month,
            Day = date.Day,
            TnsTypeRecomputed = "Unknown",
        };
    }

    private static AvroMap<LightCurveFeatures?> Features(IReadOnlyList<LsstLook> looks)
    {
        var entries = new List<KeyValuePair<string, LightCurveFeatures?>>();
        foreach (var band in FeatureOrder)
        {
            var points = looks.Where(l => l.Visit.Band == band).ToList();
            if (points.Count > 0) entries.Add(new(band.Letter(), FeaturesOf(points)));
        }

        return new AvroMap<LightCurveFeatures?>(entries);
    }

    private static LightCurveFeatures FeaturesOf(List<LsstLook> points)
    {
        var s = new LightCurveStatistics(
            [.. points.Select(p => p.Visit.MidpointMjdTai)], [.. points.Select(p => p.Fit.Flux)], [.. points.Select(p => p.Fit.Error)]);
        return new LightCurveFeatures
        {
            Mean = s.Mean,
            WeightedMean = s.WeightedMean,
            StandardDeviation = s.StandardDeviation,
            Median = s.Median,
            Amplitude = s.Amplitude,
            Beyond1Std = s.Beyond1Std,
            Cusum = s.Cusum,
            InterPercentileRange10 = s.InterPercentileRange10,
            Kurtosis = s.Kurtosis,
            LinearTrend = s.LinearTrend,
            LinearTrendSigma = s.LinearTrendSigma,
            LinearTrendNoise = s.LinearTrendNoise,
            LinearFitSlope = s.LinearFitSlope,
            LinearFitSlopeSigma = s.LinearFitSlopeSigma,
            LinearFitReducedChi2 = s.LinearFitReducedChi2,
            MagnitudePercentageRatio40_5 = s.MagnitudePercentageRatio40To5,
            MagnitudePercentageRatio20_10 = s.MagnitudePercentageRatio20To10,
            MaximumSlope = s.MaximumSlope,
            MedianAbsoluteDeviation = s.MedianAbsoluteDeviation,
            MedianBufferRangePercentage10 = s.MedianBufferRangePercentage10,
            PercentAmplitude = s.PercentAmplitude,
            MeanVariance = s.MeanVariance,
            AndersonDarlingNormal = s.AndersonDarlingNormal,
            Chi2 = s.Chi2,
            Skew = s.Skew,
            StetsonK = s.StetsonK,
        };
    }

    private static Classifiers Classifiers(SimulationRandom random, LsstTarget target)
    {
        var supernova = target.Source.Kind == SourceKind.Supernova;
        return new Classifiers
        {
            SnnSnVsOthersScore = (float)Math.Clamp(random.Gaussian(supernova ? 0.75 : 0.4, 0.25), 0, 1),
            CatsClass = target.Source.Kind switch
            {
                SourceKind.Asteroid => -1,
                SourceKind.Supernova => 11,
                SourceKind.ActiveNucleus => 22,
                SourceKind.PulsatingStar => 21,
                _ => 13,
            },
            CatsScore = target.Moves ? 0 : (float)(1 - Math.Min(0.6, random.Exponential(0.03))),
            EarlySNIaScore = supernova && random.Chance(0.4) ? random.Uniform(0, 1) : -1,
        };
    }

    private static CrossMatches CrossMatches(SimulationRandom random, Source source)
    {
        var star = source.Kind is not (SourceKind.Supernova or SourceKind.Asteroid);
        var legacy = source.Kind != SourceKind.Asteroid && random.Chance(0.75);
        var simbad = star && random.Chance(0.15) ? source.Kind == SourceKind.ActiveNucleus ? "QSO" : "V*" : null;
        return new CrossMatches
        {
            SimbadOtype = simbad,
            Gaiadr3DR3Name = star ? $"Gaia DR3 {random.Integer(383_000_000, 483_999_999)}{random.Integer(1_000_000_000, 1_999_999_999)}" : null,
            Gaiadr3Plx = star ? (float)Math.Round(random.Gaussian(0.4, 0.7), 4) : null,
            Gaiadr3EPlx = star ? (float)Math.Round(random.LogNormal(0.25, 1.9), 4) : null,
            Gaiadr3VarFlag = star && random.Chance(0.4) ? 1 : 0,
            Legacydr8Zphot = legacy ? (float)Math.Round(random.LogNormal(0.6, 2), 3) : null,
            Legacydr8EZphot = legacy ? (float)Math.Round(random.LogNormal(0.7, 1.6), 3) : null,
            Legacydr8Pstar = legacy ? star && source.Kind != SourceKind.ActiveNucleus ? 1 : 0 : null,
            Legacydr8Fqual = legacy ? random.Integer(0, 1) : null,
            TnsFullname = source is Supernova && random.Chance(0.2) ? $"AT 2026{(char)random.Integer('a', 'z')}{(char)random.Integer('a', 'z')}{(char)random.Integer('a', 'z')}" : null,
        };
    }
}
