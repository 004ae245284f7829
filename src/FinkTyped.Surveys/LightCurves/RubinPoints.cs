using FinkTyped.Rubin;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in a packet of Rubin's own.</summary>
internal static class RubinPoints
{
    public static void Collect(RubinAlert alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvDiaSources.Views) points.Add(Of(past));

        foreach (var forced in alert.PrvDiaForcedSources.Views) points.Add(Of(forced));

        var s = alert.DiaSource;
        points.Add(LsstPoints.Point(
            LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band,
            LsstPoints.Flux(s.PsfFlux, s.PsfFluxErr), LsstPoints.Flux(s.ScienceFlux, s.ScienceFluxErr)));
    }

    public static void Collect(RubinAlert.View alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvDiaSources) points.Add(Of(past));

        foreach (var forced in alert.PrvDiaForcedSources) points.Add(Of(forced));

        points.Add(Of(alert.DiaSource));
    }

    private static LightCurvePoint? Of(DiaSource.View s) => LsstPoints.Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, LsstPoints.Band(s.Band),
        LsstPoints.Flux(s.PsfFlux, s.PsfFluxErr), LsstPoints.Flux(s.ScienceFlux, s.ScienceFluxErr));

    private static LightCurvePoint? Of(ForcedSource.View s) => LsstPoints.Point(
        LightCurvePointKind.Forced, s.MidpointMjdTai, LsstPoints.Band(s.Band),
        LsstPoints.Flux(s.PsfFlux, s.PsfFluxErr), LsstPoints.Flux(s.ScienceFlux, s.ScienceFluxErr));
}
