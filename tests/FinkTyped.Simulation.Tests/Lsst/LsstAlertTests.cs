using System.Text.Json;
using FinkTyped.Lsst;

namespace FinkTyped.Simulation.Tests.Lsst;

public sealed class LsstAlertTests
{
    private static readonly List<LsstAlert> Alerts = SimulatedAlerts.Lsst;

    private static IEnumerable<LsstAlert> Fixed => Alerts.Where(a => a.Pred.IsSso == false);

    private static IEnumerable<LsstAlert> Moving => Alerts.Where(a => a.Pred.IsSso == true);

    [Fact]
    public void Fluxes_errors_and_signal_to_noise_agree() => Assert.All(Alerts.SelectMany(Sources), s =>
    {
        Assert.Equal(Math.Abs(s.PsfFlux!.Value) / s.PsfFluxErr!.Value, s.Snr!.Value, 1e-3 * s.Snr.Value);
        Assert.True(s.Snr > 4.999);
        Assert.Equal(s.PsfFlux < 0, s.IsNegative);
        Assert.Equal(s.TemplateFlux!.Value + s.PsfFlux.Value, s.ScienceFlux!.Value, 0.5 + 1e-5 * Math.Abs(s.ScienceFlux.Value));
    });

    [Fact]
    public void The_source_belongs_to_its_alert_and_object() => Assert.All(Alerts, alert =>
    {
        Assert.Equal(alert.DiaSourceId, alert.DiaSource.DiaSourceId);
        Assert.Equal(alert.DiaObject.DiaObjectId ?? 0, alert.DiaSource.DiaObjectId);
        Assert.Equal(alert.SsSource.SsObjectId ?? 0, alert.DiaSource.SsObjectId);
        Assert.All(alert.PrvDiaSources ?? [], s => Assert.Equal(alert.DiaObject.DiaObjectId, s!.DiaObjectId));
        Assert.All(alert.PrvDiaForcedSources ?? [], s => Assert.Equal(alert.DiaObject.DiaObjectId, s!.DiaObjectId));
    });

    [Fact]
    public void History_is_in_order_and_without_the_current_source() => Assert.All(Fixed, alert =>
    {
        var times = alert.PrvDiaSources!.Select(s => s!.MidpointMjdTai!.Value).ToList();

        Assert.Equal(times.Order(), times);
        Assert.All(times, t => Assert.True(t < alert.DiaSource.MidpointMjdTai));
        Assert.Equal(times.Count + 1, alert.DiaObject.NDiaSources);
    });

    [Fact]
    public void Forced_photometry_ends_with_the_current_visit() => Assert.All(Fixed, alert =>
    {
        var forced = alert.PrvDiaForcedSources!;

        Assert.Equal(alert.DiaSource.Visit, forced[^1]!.Visit);
        Assert.Equal(alert.DiaSource.PsfFlux!.Value, forced[^1]!.PsfFlux!.Value, 0.1 * Math.Abs(alert.DiaSource.PsfFlux.Value));
        Assert.Equal(forced.Select(f => f!.MidpointMjdTai).Order(), forced.Select(f => f!.MidpointMjdTai));
    });

    [Fact]
    public void A_visit_s_number_holds_its_date() => Assert.All(Alerts.SelectMany(Sources), s =>
        Assert.Equal(
            DateTime.UnixEpoch.AddDays(s.MidpointMjdTai!.Value - 40588).ToString("yyyyMMdd"), (s.Visit / 100_000).ToString()));

    [Fact]
    public void Alerts_of_solar_system_objects_have_an_orbit_and_an_object_of_nulls()
    {
        Assert.NotEmpty(Moving);
        Assert.All(Moving, alert =>
        {
            Assert.Equal(new DiaObject(), alert.DiaObject);
            Assert.Null(alert.PrvDiaSources);
            Assert.Null(alert.PrvDiaForcedSources);
            Assert.NotNull(alert.MpcOrbits.Designation);
            Assert.Equal(alert.MpcOrbits.Designation, alert.SsSource.Designation);
            Assert.Equal(alert.MpcOrbits.A!.Value * (1 - alert.MpcOrbits.E!.Value), alert.MpcOrbits.Q!.Value, 9);
        });
    }

    [Fact]
    public void Alerts_of_objects_have_an_orbit_of_nulls() => Assert.All(Fixed, alert =>
    {
        Assert.Equal(new SsSource(), alert.SsSource);
        Assert.Equal(new MpcOrbit(), alert.MpcOrbits);
        Assert.NotNull(alert.DiaObject.DiaObjectId);
    });

    [Fact]
    public void The_document_of_an_orbit_is_JSON_of_its_usual_length() => Assert.All(Moving, alert =>
    {
        using var document = JsonDocument.Parse(alert.MpcOrbits.MpcOrbJsonb!);
        var cometary = document.RootElement.GetProperty("COM");

        Assert.Equal(55, cometary.GetProperty("covariance").EnumerateObject().Count());
        Assert.Equal(alert.MpcOrbits.E!.Value, cometary.GetProperty("coefficient_values")[1].GetDouble());
        Assert.InRange(alert.MpcOrbits.MpcOrbJsonb!.Length, 5400, 6100);
    });

    [Fact]
    public void Features_are_of_the_bands_in_which_something_was_found() => Assert.All(Fixed, alert =>
    {
        var bands = alert.PrvDiaSources!.Select(s => s!.Band!).Append(alert.DiaSource.Band!).Distinct().Order();

        Assert.Equal(bands, alert.LcFeatures!.Keys.Order());
        var now = alert.DiaSource.Band!;
        var fluxes = alert.PrvDiaSources!.Where(s => s!.Band == now).Select(s => (double)s!.PsfFlux!.Value).Append(alert.DiaSource.PsfFlux!.Value);
        Assert.Equal(fluxes.Average(), alert.LcFeatures[now]!.Mean!.Value, Math.Abs(fluxes.Average()) * 1e-5 + 0.01);
    });

    private static IEnumerable<DiaSource> Sources(LsstAlert alert) => (alert.PrvDiaSources ?? []).Select(s => s!).Append(alert.DiaSource);
}
