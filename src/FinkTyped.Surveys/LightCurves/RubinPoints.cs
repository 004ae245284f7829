using FinkTyped.Rubin;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in a packet of Rubin's own.</summary>
internal static class RubinPoints
{
    public static void Collect(RubinAlert alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvDiaSources ?? []) points.Add(Of(past));

        foreach (var forced in alert.PrvDiaForcedSources ?? [])
        {
            points.Add(LsstPoints.Point(
                LightCurvePointKind.Forced, forced.MidpointMjdTai, forced.Band,
                LsstPoints.Flux(forced.PsfFlux, forced.PsfFluxErr), LsstPoints.Flux(forced.ScienceFlux, forced.ScienceFluxErr)));
        }

        points.Add(Of(alert.DiaSource));
    }

    private static LightCurvePoint? Of(DiaSource s) => LsstPoints.Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band, LsstPoints.Flux(s.PsfFlux, s.PsfFluxErr), LsstPoints.Flux(s.ScienceFlux, s.ScienceFluxErr));
}
