using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

public class LightCurveTests
{
    [Fact]
    public void ZTF_gives_detections_and_upper_limits()
    {
        var curves = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf).Select(LightCurve.Of).ToList();

        Assert.Equal(1004, curves.Sum(c => c.OfKind(LightCurvePointKind.UpperLimit).Count));
        Assert.Equal(341 + 31, curves.Sum(c => c.OfKind(LightCurvePointKind.Detection).Count));
        Assert.Equal(1345 + 31, curves.Sum(c => c.Count));
        var points = curves.SelectMany(c => c).ToList();
        Assert.All(points, p => Assert.Equal(p.Kind == LightCurvePointKind.UpperLimit, p.Difference is null && p.Total is null));
        Assert.All(points, p => Assert.InRange(p.LimitingMagnitude!.Value, 14, 23));
    }

    [Fact]
    public void LSST_gives_detections_and_forced_measurements()
    {
        var curves = SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst).Select(LightCurve.Of).ToList();

        Assert.Equal(1734 + 7, curves.Sum(c => c.OfKind(LightCurvePointKind.Detection).Count));
        Assert.Equal(2321, curves.Sum(c => c.OfKind(LightCurvePointKind.Forced).Count));
        Assert.All(curves.SelectMany(c => c), p => Assert.True(p.Difference is not null && p.Total is not null));
        Assert.Equal(["g", "r", "i", "z"], curves[0].Bands);
    }

    [Fact]
    public void Points_ascend_in_time_and_end_with_the_current_detection()
    {
        foreach (var alert in SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf))
        {
            var curve = LightCurve.Of(alert);

            Assert.Equal(curve.OrderBy(p => p.Time), curve);
            Assert.Equal(alert.Candidate.Jd, curve[^1].Time.JulianDateUtc);
        }
    }

    [Fact]
    public void The_apparent_magnitudes_of_ZTF_average_to_what_Fink_has()
    {
        // As soon as one detection lies on a reference source, Fink takes apparent magnitudes for all: compare where all do.
        var compared = 0;
        foreach (var alert in SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf))
        {
            var distances = alert.PrvCandidates!.Where(p => p!.Magpsf is not null).Select(p => p!.Distnr).Append(alert.Candidate.Distnr);
            if (!distances.All(d => d is >= 0 and <= 1.5f)) continue;
            compared += Compare(alert.LcFeaturesG.Mean, LightCurve.Of(alert).InBand("g"));
            compared += Compare(alert.LcFeaturesR.Mean, LightCurve.Of(alert).InBand("r"));
        }

        Assert.InRange(compared, 10, 62);

        static int Compare(double? fink, LightCurve band)
        {
            var detections = band.OfKind(LightCurvePointKind.Detection);
            var magnitudes = detections.Select(p => p.Total!.Value.ToMagnitude()?.Value).OfType<double>().ToList();
            if (fink is not { } expected || magnitudes.Count == 0) return 0;
            Assert.Equal(expected, magnitudes.Average(), 1e-6);
            return 1;
        }
    }

    [Fact]
    public void The_fluxes_of_LSST_average_to_what_Fink_has()
    {
        var compared = 0;
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst))
        {
            foreach (var (band, features) in alert.LcFeatures!)
            {
                // Once in the sample an object was detected twice in a visit; Fink drops one of them.
                var detections = LightCurve.Of(alert).InBand(band).OfKind(LightCurvePointKind.Detection);
                if (detections.DistinctBy(p => p.Time).Count() < detections.Count) continue;

                Assert.Equal(1, detections.Average(p => p.Difference!.Value.Value) / features!.Mean!.Value, 1e-6);
                compared++;
            }
        }

        Assert.Equal(22, compared);
    }

    [Fact]
    public void A_detection_of_ZTF_that_is_fainter_than_its_reference_has_a_negative_difference()
    {
        var alert = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf)[0];
        var point = LightCurve.Of(alert)[^1];

        Assert.Equal("f", alert.Candidate.Isdiffpos);
        Assert.Equal(-Photometry.ToFlux(alert.Candidate.Magpsf!.Value), point.Difference!.Value.Value);
        Assert.Equal(14.807242, point.Total!.Value.ToMagnitude()!.Value.Value, 1e-6);
        Assert.Equal(0.0324769, point.Total!.Value.ToMagnitude()!.Value.Error, 1e-6);
    }

    [Fact]
    public void What_has_no_time_filter_or_flux_is_left_out()
    {
        var alert = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf)[0];
        var past = alert.PrvCandidates![0]!;
        var useless = alert with
        {
            Candidate = alert.Candidate with { Jd = double.NaN },
            PrvCandidates =
            [
                null, past with { Jd = null }, past with { Jd = 1e300 }, past with { Fid = 4 },
                past with { Magpsf = null, Diffmaglim = null }, past with { Magpsf = 18, Isdiffpos = null },
            ],
        };

        Assert.Empty(LightCurve.Of(useless));
        Assert.Empty(LightCurve.Of(useless with { PrvCandidates = null }));
    }
}
