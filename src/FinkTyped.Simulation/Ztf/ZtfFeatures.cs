using FinkTyped.Simulation.Sources;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Ztf;

/// <summary>The light-curve features of one band, as Fink adds them.</summary>
internal static class ZtfFeatures
{
    /// <summary>Of the detections in a band; all null where the band was never looked at.</summary>
    public static LightCurveFeatures Of(Band band, IReadOnlyList<ZtfVisit> visits, IEnumerable<ZtfDetection> detections)
    {
        if (!visits.Any(v => v.Band == band)) return new LightCurveFeatures();
        var points = detections.Where(d => d.Visit.Band == band).ToList();
        var s = new LightCurveStatistics(
            [.. points.Select(p => p.Visit.Jd)], [.. points.Select(p => (double)p.Magpsf)], [.. points.Select(p => (double)p.Sigmapsf)]);
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
}
