using FinkTyped.Astronomy;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Dashboard.Tests;

public sealed class AlertDashboardTests
{
    [Fact]
    public void Every_alert_is_counted_by_topic_class_and_magnitude()
    {
        var dashboard = new AlertDashboard();
        var simulated = new ZtfSimulator().Enumerate(40).ToList();
        foreach (var alert in simulated) dashboard.Show("a", alert);
        dashboard.Show("b", Alerts.OfBoth(2)[1].Alert);
        dashboard.ShowError("b", "cut off");

        var now = dashboard.Snapshot();

        Assert.Equal(41, now.Total);
        Assert.Equal([("a", 40, 0), ("b", 1, 1)], now.Topics.Select(t => (t.Name, t.Total, t.Errors)));
        Assert.Equal(41, now.Classes.Sum(c => c.Value));
        Assert.Equal(41, now.Magnitudes.Sum());
        var bin = (int)((simulated[0].Candidate.Magpsf!.Value - DashboardSnapshot.BrightestMagnitude) / 0.5);
        Assert.True(now.Magnitudes[bin] > 0);
        Assert.Equal(["b: cut off"], now.Errors);
        Assert.Equal(simulated[^1].ToString(), dashboard.Latest(2)[1].Line);
        Assert.Equal(simulated[^1].Identity, dashboard.LatestGlances(2)[1].Identity);
    }

    [Fact]
    public void Rates_are_those_of_the_last_seconds()
    {
        var time = new HandTime();
        var dashboard = new AlertDashboard(null, time);
        var alert = Alerts.OfBoth(1)[0].Alert;
        for (var second = 0; second < 5; second++)
        {
            for (var i = 0; i < 7; i++) dashboard.Show("a", alert);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(7, dashboard.Snapshot().PerSecond);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(3.5, dashboard.Snapshot().PerSecond);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, dashboard.Snapshot().PerSecond);
        Assert.Equal(35, dashboard.Snapshot().Total);
    }

    [Fact]
    public void Memory_is_bounded_by_alerts_by_bytes_and_by_names()
    {
        var dashboard = new AlertDashboard(new AlertDashboardOptions { KeptAlerts = 50, KeptBytes = 1_000_000 });
        var alert = new ZtfSimulator().Next();
        for (var i = 0; i < 3000; i++) dashboard.Show("a", Alerts.Encode(alert with { Finkclass = $"class {i}", PrvCandidates = null }));

        var (kept, last) = dashboard.Since(0);

        Assert.Equal(3000, last);
        Assert.InRange(kept.Count, 1, 50);
        Assert.InRange(kept.Sum(a => (long)a.Datum.Datum.Length), 1, 1_000_000);
        Assert.Equal(13, dashboard.Snapshot().Classes.Count);
        Assert.Equal(3000, dashboard.Snapshot().Classes.Sum(c => c.Value));
        Assert.Null(dashboard.Find(1));
        Assert.NotNull(dashboard.Find(3000));
    }

    [Fact]
    public void Alerts_of_a_strangers_schema_count_and_malformed_ones_are_told()
    {
        var dashboard = new AlertDashboard();
        dashboard.Show("a", new EncodedAlert(AvroSchema.Parse("\"int\""u8), new byte[] { 2 }));
        dashboard.Show("a", new EncodedAlert(ZtfAlert.Schema, new byte[] { 2, 3, 4 }));
        var whole = Alerts.OfBoth(1)[0].Alert;
        dashboard.Show("a", new EncodedAlert(whole.WriterSchema, whole.Datum[..(whole.Datum.Length / 2)]));

        var now = dashboard.Snapshot();
        Assert.Equal((1, 2), (now.Topics[0].Total, now.Topics[0].Errors));
        Assert.Equal("alert", Assert.Single(dashboard.Latest(5)).Line);
        Assert.All(now.Errors, reason => Assert.Contains("at byte", reason, StringComparison.Ordinal));
    }

    private sealed class HandTime : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

        public void Advance(TimeSpan span) => _now += span;
    }
}
