using System.Text.Json;
using FinkTyped.Astronomy;
using FinkTyped.Tests;

namespace FinkTyped.Pages.Tests;

/// <summary>Pages in a real browser, at the widths of a phone and a screen, light and dark.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

    private readonly string _folder = Directory.CreateTempSubdirectory("pages-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_alert_of_ZTF_is_shown()
    {
        var (report, points) = Show(SampleAlerts.Ztf(), "drb");

        Assert.Equal(points.Count(p => p.Kind == LightCurvePointKind.Detection), report.GetProperty("marks").GetInt32());
        Assert.Equal(points.Count(p => p.Kind == LightCurvePointKind.UpperLimit), report.GetProperty("limits").GetInt32());
        Assert.Equal(3, report.GetProperty("pictures").GetInt32());
        Assert.Contains("drb", Texts(report, "hits"));
    }

    [Fact]
    public void An_alert_of_LSST_is_shown()
    {
        var (report, points) = Show(SampleAlerts.Lsst(), "psfFlux nJy");

        Assert.Equal(points.Count, report.GetProperty("marks").GetInt32());
        Assert.Equal(4, report.GetProperty("pictures").GetInt32());
        Assert.Contains("psfFlux", Texts(report, "hits"));
    }

    [Fact]
    public void An_alert_of_Rubins_own_is_shown()
    {
        var (report, points) = Show(SampleAlerts.Rubin(), "scheduler took the visit");

        Assert.Equal(points.Count, report.GetProperty("marks").GetInt32());
        Assert.Equal(4, report.GetProperty("pictures").GetInt32());
        Assert.Contains("observation_reason", Texts(report, "hits"));
    }

    [Fact]
    public void An_alert_of_the_solar_system_is_shown()
    {
        var (report, points) = Show(SampleAlerts.SolarSystem(), "designation");

        Assert.Equal(points.Count, report.GetProperty("marks").GetInt32());
        Assert.Contains("designation", Texts(report, "hits"));
    }

    [Fact]
    public void A_real_alert_of_LSST_is_shown()
    {
        var (report, points) = Show(SharedAlerts.Datums(SharedAlerts.Lsst)[0], "reliability");

        Assert.Equal(points.Count, report.GetProperty("marks").GetInt32());
        Assert.Contains("reliability", Texts(report, "hits"));
    }

    [Fact]
    public void An_alert_of_a_strangers_schema_is_shown()
    {
        var datum = SharedAlerts.Datums("elasticc-747")[0];
        var page = Path.Combine(_folder, "page.html");
        File.WriteAllText(page, AlertPage.ToHtml(datum));

        Check(Browser.Look(page, "flux"));
    }

    [Fact]
    public void A_hostile_alert_runs_nothing()
    {
        var (report, _) = Show(SampleAlerts.Ztf(a => a with { ObjectId = Hostile, Finkclass = Hostile, Candidate = a.Candidate with { Ssnamenr = Hostile } }), "script");

        Assert.Equal(Hostile, report.GetProperty("heading").GetString());
    }

    [Fact]
    public void An_alert_of_enormous_flux_is_drawn() => Show(
        SampleAlerts.Lsst(a => a with { DiaSource = a.DiaSource with { PsfFlux = 1e30f, PsfFluxErr = 1 }, PrvDiaSources = [.. a.PrvDiaSources!.Select(s => s! with { PsfFlux = 1e30f })], PrvDiaForcedSources = null }), "flux");

    [Fact]
    public void Many_alerts_are_listed_sorted_and_found()
    {
        var index = new AlertIndex(_folder);
        foreach (var alert in new Simulation.ZtfSimulator().Enumerate(20)) index.Add(SampleAlerts.Datum(alert));
        foreach (var alert in new Simulation.LsstSimulator().Enumerate(5)) index.Add(SampleAlerts.Datum(alert));
        index.Complete();

        var report = Browser.Look(index.IndexPath, "lsst");

        Check(report);
        Assert.Equal(25, report.GetProperty("rows").GetInt32());
        Assert.Equal(5, report.GetProperty("visibleRows").GetInt32());
        var sorted = Texts(report, "sorted").Where(t => t.Length > 0).Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(sorted.Order(), sorted);
        Assert.True(sorted.Count >= 20);
    }

    private (JsonElement Report, LightCurve Points) Show(AlertDatum datum, string search)
    {
        var page = Path.Combine(_folder, "page.html");
        File.WriteAllText(page, AlertPage.ToHtml(datum));
        var report = Browser.Look(page, search);
        Check(report);
        Assert.Contains(" nJy", report.GetProperty("tip").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", report.GetProperty("spoken").GetString());
        var (zoomed, all) = (report.GetProperty("marksAfterZoom").GetInt32(), report.GetProperty("marksAfterSwitches").GetInt32());
        Assert.True(all > 1 ? zoomed < all : zoomed == all, $"{zoomed} of {all} points");
        Assert.Equal(report.GetProperty("pictures").GetInt32(), report.GetProperty("zscale").GetInt32());
        Assert.True(SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert));
        return (report, LightCurve.Of(alert));
    }

    // No error, no request, nothing wider than the screen, and nothing that axe-core finds, however slight.
    private static void Check(JsonElement report)
    {
        foreach (var kind in new[] { "errors", "requests", "overflow", "axe" })
            Assert.True(report.GetProperty(kind).GetArrayLength() == 0, $"{kind}: {report.GetProperty(kind).GetRawText()}");
    }

    private static List<string> Texts(JsonElement report, string name) => [.. report.GetProperty(name).EnumerateArray().Select(t => t.GetString()!.Split('\n')[0])];
}
