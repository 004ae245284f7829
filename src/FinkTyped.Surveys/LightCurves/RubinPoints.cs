using FinkTyped.Rubin;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in a packet of Rubin's own.</summary>
internal static class RubinPoints
{
    public static IEnumerable<LightCurvePoint> Of(RubinAlert alert)
    {
        foreach (var past in alert.PrvDiaSources ?? [])
            if (Detection(past) is { } point) yield return point;

        foreach (var forced in alert.PrvDiaForcedSources ?? [])
            if (Forced(forced) is { } point) yield return point;

        if (Detection(alert.DiaSource) is { } current) yield return current;
    }

    private static LightCurvePoint? Detection(DiaSource s) => LsstPoints.Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band, (s.PsfFlux, s.PsfFluxErr), (s.ScienceFlux, s.ScienceFluxErr));

    private static LightCurvePoint? Forced(ForcedSource s) => LsstPoints.Point(
        LightCurvePointKind.Forced, s.MidpointMjdTai, s.Band, (s.PsfFlux, s.PsfFluxErr), (s.ScienceFlux, s.ScienceFluxErr));
}
