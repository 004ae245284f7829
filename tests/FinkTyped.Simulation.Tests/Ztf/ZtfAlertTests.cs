using FinkTyped.Astronomy;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Tests.Ztf;

public sealed class ZtfAlertTests
{
    private static readonly List<ZtfAlert> Alerts = SimulatedAlerts.Ztf;

    [Fact]
    public void Ids_are_built_as_ZTF_builds_them() => Assert.All(Alerts, alert =>
    {
        var candidate = alert.Candidate;

        Assert.Equal(alert.Candid, candidate.Candid);
        Assert.Equal(candidate.Pid, candidate.Candid / 1_000_000);
        Assert.Equal(candidate.Nid, candidate.Pid / 1_000_000_000);
        Assert.Equal(candidate.Rcid, candidate.Pid / 100 % 100);
        Assert.Matches("^ZTF[0-9]{2}[a-z]{7}$", alert.ObjectId);
    });

    [Fact]
    public void The_file_name_tells_date_field_and_filter()
    {
        var candidate = Alerts[0].Candidate;
        var date = AstroTime.FromJulianDateUtc(candidate.Jd!.Value).Utc;

        Assert.StartsWith($"ztf_{date:yyyyMMdd}", candidate.Pdiffimfilename, StringComparison.Ordinal);
        Assert.Contains($"_{candidate.Field:000000}_z{"?gri"[candidate.Fid!.Value]}_", candidate.Pdiffimfilename, StringComparison.Ordinal);
        Assert.All(Alerts, a => Assert.Equal(57, a.Candidate.Pdiffimfilename!.Length));
        Assert.All(History(), h => Assert.Equal(94, h.Pdiffimfilename!.Length));
    }

    [Fact]
    public void Magnitudes_agree_with_each_other() => Assert.All(Alerts, alert =>
    {
        var c = alert.Candidate;

        Assert.Equal(c.Magap!.Value - c.Magpsf!.Value, c.Magdiff!.Value, 1e-4);
        Assert.Equal(c.Diffmaglim!.Value - c.Magap.Value, c.Magfromlim!.Value, 1e-4);
        Assert.Equal(c.Aimage!.Value / c.Bimage!.Value, c.Elong!.Value, 1e-3);
        Assert.InRange(c.Sigmapsf!.Value, 0.0099, 0.22);
    });

    [Fact]
    public void Alerts_come_in_the_order_of_their_exposures() =>
        Assert.All(Alerts.Zip(Alerts.Skip(1)), pair => Assert.True(pair.First.Candidate.Jd <= pair.Second.Candidate.Jd));

    [Fact]
    public void History_is_the_month_before_in_order() => Assert.All(Alerts, alert =>
    {
        var times = alert.PrvCandidates!.Select(p => p!.Jd!.Value).ToList();

        Assert.All(times, t => Assert.InRange(alert.Candidate.Jd!.Value - t, 0.0004, 30));
        Assert.Equal(times.Order(), times);
    });

    [Fact]
    public void An_upper_limit_has_a_limit_and_nothing_of_a_source() => Assert.All(History().Where(h => h.Magpsf is null), limit =>
    {
        Assert.NotNull(limit.Diffmaglim);
        Assert.NotNull(limit.Magzpsci);
        Assert.Null(limit.Candid);
        Assert.Null(limit.Ra);
        Assert.Null(limit.Scorr);
    });

    [Fact]
    public void Detections_stand_out_of_their_image() => Assert.All(History().Where(h => h.Magpsf is not null), detection =>
    {
        Assert.InRange(detection.Sigmapsf!.Value, 0.0099, 0.2172);
        Assert.Contains(detection.Isdiffpos, new[] { "t", "f", "1", "0" });
    });

    [Fact]
    public void Features_are_of_the_light_curve()
    {
        var alert = Alerts.First(a => Detections(a, 1).Count() >= 5);
        var magnitudes = Detections(alert, 1).Select(p => (double)p.Magpsf!.Value).ToList();
        if (alert.Candidate.Fid == 1) magnitudes.Add(alert.Candidate.Magpsf!.Value);

        Assert.Equal(magnitudes.Average(), alert.LcFeaturesG.Mean!.Value, 6);
        Assert.Equal((magnitudes.Max() - magnitudes.Min()) / 2, alert.LcFeaturesG.Amplitude!.Value, 6);
    }

    [Fact]
    public void Asteroids_are_named_and_have_no_past()
    {
        var asteroids = Alerts.Where(a => a.Roid == 3).ToList();

        Assert.NotEmpty(asteroids);
        Assert.All(asteroids, a => Assert.NotEqual("null", a.Candidate.Ssnamenr));
        Assert.All(asteroids.SelectMany(a => a.PrvCandidates!), p => Assert.Null(p!.Magpsf));
    }

    [Fact]
    public void Many_supernova_candidates_clearly_fade_or_rise_over_the_month()
    {
        var slopes = Alerts.Where(a => a.Finkclass == "SN candidate" && Detections(a, 2).Count() > 8)
            .Select(a => Math.Abs(a.LcFeaturesR.LinearTrend!.Value) / a.LcFeaturesR.LinearTrendSigma!.Value).ToList();

        Assert.InRange(slopes.Count(s => s > 3) / (double)slopes.Count, 0.35, 0.9);
    }

    private static IEnumerable<PrvCandidate> History() => Alerts.SelectMany(a => a.PrvCandidates!).Select(p => p!);

    private static IEnumerable<PrvCandidate> Detections(ZtfAlert alert, int fid) =>
        alert.PrvCandidates!.Where(p => p!.Fid == fid && p.Magpsf is not null).Select(p => p!);
}
