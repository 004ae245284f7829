using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Tests;

namespace FinkTyped.Dashboard.Tests;

/// <summary>The live page in a real browser, fed by the simulators.</summary>
public sealed class BrowserTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

    // Longer with FINK_DASHBOARD_SECONDS; a look for every day.
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("FINK_DASHBOARD_SECONDS"), out var given) ? given : 3;

    [Theory]
    [InlineData(10, 1)]
    [InlineData(300, 10)]
    [InlineData(3000, 1)]
    public async Task The_page_stays_alive_at_any_rate(int perSecond, int tabs)
    {
        var (report, sent, memory) = await ShowAsync(Alerts.OfBoth(60), perSecond, tabs);

        TestContext.Current.SendDiagnosticMessage($"{perSecond} a second, {tabs} tabs: {report.GetProperty("framesPerSecond").GetDouble():F1} frames a second, {report.GetProperty("came")} came, {report.GetProperty("cards")} cards, page {report.GetProperty("heapMb").GetDouble():F0} MB, process +{memory:F0} MB, sent {sent}");
        Check(report);
        Assert.Equal("live", report.GetProperty("state").GetString());
        Assert.InRange(report.GetProperty("cardsOnPage").GetInt32(), 3, 30);
        Assert.True(report.GetProperty("came").GetInt64() > 0);
        Assert.True(report.GetProperty("sky").GetInt32() > 0);
        Assert.Contains("column", report.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_alerts_run_nothing()
    {
        var alert = new ZtfSimulator().Next();
        var hostile = Alerts.Encode(alert with { ObjectId = Hostile, Finkclass = Hostile });

        var (report, _, _) = await ShowAsync([(Hostile, hostile)], 10, 1);

        Check(report);
        Assert.Contains(Hostile, report.GetProperty("names").EnumerateArray().Select(n => n.GetString()));
    }

    private static async Task<(JsonElement Report, long Sent, double Megabytes)> ShowAsync(List<(string Topic, EncodedAlert Alert)> alerts, int perSecond, int tabs)
    {
        var dashboard = new AlertDashboard();
        await using var server = await DashboardServer.StartAsync(dashboard, new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        dashboard.ShowStream(new DashboardConsumer("group", 4, 12, null));
        using var ended = new CancellationTokenSource();
        var before = GC.GetTotalMemory(true);
        var sending = Task.Run(() => SendAsync(dashboard, alerts, perSecond, ended.Token));
        var report = Browser.Run("dashboard.mjs", server.Address.AbsoluteUri, Seconds.ToString(CultureInfo.InvariantCulture), tabs.ToString(CultureInfo.InvariantCulture));
        await ended.CancelAsync();
        return (report, await sending, (GC.GetTotalMemory(true) - before) / 1e6);
    }

    private static async Task<long> SendAsync(AlertDashboard dashboard, List<(string Topic, EncodedAlert Alert)> alerts, int perSecond, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0L;
        while (!stop.IsCancellationRequested)
        {
            // A busy machine may never keep up.
            for (; sent < clock.Elapsed.TotalSeconds * perSecond && !stop.IsCancellationRequested; sent++)
            {
                var (topic, alert) = alerts[(int)(sent % alerts.Count)];
                dashboard.Show(topic, alert);
            }

            await Task.Delay(10, CancellationToken.None);
        }

        return sent;
    }

    private static void Check(JsonElement report)
    {
        foreach (var kind in new[] { "errors", "requests", "overflow", "axe" })
            Assert.True(report.GetProperty(kind).GetArrayLength() == 0, $"{kind}: {report.GetProperty(kind).GetRawText()}");
    }
}
