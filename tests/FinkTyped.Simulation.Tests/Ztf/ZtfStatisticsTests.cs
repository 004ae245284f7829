using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Tests.Ztf;

/// <summary>Against what was counted on 31 real alerts of March 2026.</summary>
public sealed class ZtfStatisticsTests
{
    private static readonly List<ZtfAlert> Alerts = SimulatedAlerts.Ztf;

    [Fact]
    public void Sizes_are_those_of_real_alerts()
    {
        var sizes = SimulatedAlerts.ZtfSizes;

        Assert.InRange(sizes[0], 38_000, 46_000);
        Assert.InRange(sizes[sizes.Length / 2], 51_000, 55_500);
        Assert.InRange(sizes[^1], 62_000, 85_000);
    }

    [Fact]
    public void Histories_are_as_long_as_real_ones()
    {
        var lengths = Alerts.Select(a => a.PrvCandidates!.Count).Order().ToList();

        Assert.InRange(lengths[0], 3, 15);
        Assert.InRange(lengths[lengths.Count / 2], 45, 54);
        Assert.InRange(lengths[^1], 75, 115);
    }

    [Fact]
    public void Three_items_of_four_are_upper_limits()
    {
        var items = Alerts.SelectMany(a => a.PrvCandidates!).ToList();

        Assert.InRange(items.Count(p => p!.Magpsf is null) / (double)items.Count, 0.70, 0.80);
    }

    [Fact]
    public void Items_come_in_few_shapes_and_two_of_them_are_nine_in_ten()
    {
        var shapes = ShapesOfItems.Count(Alerts.SelectMany(a => a.PrvCandidates!));
        var total = shapes.Values.Sum();

        Assert.InRange(shapes.Count, 4, 48);
        Assert.InRange(shapes.Values.OrderDescending().Take(2).Sum() / (double)total, 0.85, 0.97);
    }

    [Fact]
    public void Missing_values_are_null_or_NaN_as_in_real_alerts()
    {
        Assert.InRange(Share(a => a.AnomalyScore is null), 0.4, 0.75);
        Assert.InRange(Share(a => a.MagRate is null), 0.2, 0.5);
        Assert.InRange(Share(a => a.Plx is null), 0.005, 0.08);
        Assert.InRange(Share(a => a.Plx is { } p && float.IsNaN(p)), 0.25, 0.6);
        Assert.All(Alerts, a => Assert.Null(a.Tracklet));
    }

    private static double Share(Func<ZtfAlert, bool> which) => Alerts.Count(which) / (double)Alerts.Count;
}
