using FinkTyped.Lsst;

namespace FinkTyped.Simulation.Tests.Lsst;

/// <summary>Against what was counted on 7 real alerts of March 2026, two of them of solar-system objects.</summary>
public sealed class LsstStatisticsTests
{
    private static readonly List<LsstAlert> Alerts = SimulatedAlerts.Lsst;

    [Fact]
    public void Sizes_are_those_of_real_alerts()
    {
        var sizes = SimulatedAlerts.LsstSizes;

        Assert.InRange(sizes[0], 118_000, 121_000);
        Assert.InRange(sizes[sizes.Length / 2], 250_000, 272_000);
        Assert.InRange(sizes[^1], 285_000, 315_000);
    }

    [Fact]
    public void Histories_are_as_long_as_real_ones()
    {
        Assert.InRange(SimulatedAlerts.Median(Alerts.Select(a => (double)(a.PrvDiaSources?.Count ?? 0))), 295, 345);
        Assert.InRange(SimulatedAlerts.Median(Alerts.Select(a => (double)(a.PrvDiaForcedSources?.Count ?? 0))), 375, 420);
    }

    [Fact]
    public void One_alert_in_four_is_of_a_solar_system_object() =>
        Assert.InRange(Alerts.Count(a => a.Pred.IsSso == true) / (double)Alerts.Count, 0.17, 0.35);

    [Fact]
    public void Some_objects_are_new()
    {
        Assert.Contains(Alerts, a => a.PrvDiaSources?.Count is < 150);
        Assert.Contains(Alerts, a => a.Pred.IsFirst == false);
    }

    [Fact]
    public void Sources_come_in_few_shapes_and_one_of_them_is_two_in_three()
    {
        var shapes = ShapesOfItems.Count(Alerts.SelectMany(a => a.PrvDiaSources ?? []));

        Assert.InRange(shapes.Count, 6, 16);
        Assert.InRange(shapes.Values.Max() / (double)shapes.Values.Sum(), 0.55, 0.85);
    }

    [Fact]
    public void Forced_photometry_comes_in_two_shapes() =>
        Assert.Equal(2, ShapesOfItems.Count(Alerts.SelectMany(a => a.PrvDiaForcedSources ?? [])).Count);

    [Fact]
    public void Missing_values_are_null_as_in_real_alerts()
    {
        var sources = Alerts.SelectMany(a => a.PrvDiaSources ?? []).Select(s => s!).ToList();

        Assert.All(sources, s => Assert.Null(s.PsfLnL));
        Assert.All(sources, s => Assert.Null(s.SsObjectId));
        Assert.InRange(sources.Count(s => s.TrailFlux is null) / (double)sources.Count, 0.06, 0.2);
        Assert.InRange(sources.Count(s => s.DipoleMeanFlux is null) / (double)sources.Count, 0.65, 0.92);
        Assert.InRange(sources.Count(s => s.IsNegative == true) / (double)sources.Count, 0.05, 0.6);
    }
}
