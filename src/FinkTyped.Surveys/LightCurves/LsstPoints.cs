using FinkTyped.Lsst;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in an LSST alert.</summary>
internal static class LsstPoints
{
    public static IEnumerable<LightCurvePoint> Of(LsstAlert alert)
    {
        foreach (var past in alert.PrvDiaSources ?? [])
        {
            if (past is not null && Detection(past) is { } point) yield return point;
        }

        foreach (var forced in alert.PrvDiaForcedSources ?? [])
        {
            if (forced is not null && Forced(forced) is { } point) yield return point;
        }

        if (Detection(alert.DiaSource) is { } current) yield return current;
    }

    private static LightCurvePoint? Detection(DiaSource s) => Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band, Of(s.PsfFlux, s.PsfFluxErr), Of(s.ScienceFlux, s.ScienceFluxErr));

    private static LightCurvePoint? Forced(ForcedSource s) => Point(
        LightCurvePointKind.Forced, s.MidpointMjdTai, s.Band, Of(s.PsfFlux, s.PsfFluxErr), Of(s.ScienceFlux, s.ScienceFluxErr));

    private static LightCurvePoint? Point(LightCurvePointKind kind, double? mjd, string? band, Flux? difference, Flux? total)
    {
        if (band is null || difference is not { } flux || !AstroTime.TryFromMjdTai(mjd, out var time)) return null;
        return new LightCurvePoint
        {
            Time = time,
            Band = band,
            Kind = kind,
            Difference = flux,
            Total = total,
            LimitingMagnitude = Photometry.UpperLimit(flux.Error),
        };
    }

    private static Flux? Of(float? value, float? error) =>
        value is { } flux && !float.IsNaN(flux) ? new Flux(flux, error ?? double.NaN) : null;
}
