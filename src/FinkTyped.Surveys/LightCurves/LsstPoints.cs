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
        LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band, (s.PsfFlux, s.PsfFluxErr), (s.ScienceFlux, s.ScienceFluxErr));

    private static LightCurvePoint? Forced(ForcedSource s) => Point(
        LightCurvePointKind.Forced, s.MidpointMjdTai, s.Band, (s.PsfFlux, s.PsfFluxErr), (s.ScienceFlux, s.ScienceFluxErr));

    /// <summary>A point; null where it lacks time, filter or flux.</summary>
    internal static LightCurvePoint? Point(
        LightCurvePointKind kind, double? mjd, string? band, (float? Value, float? Error) difference, (float? Value, float? Error) total)
    {
        if (band is null || Of(difference) is not { } flux || !AstroTime.TryFromMjdTai(mjd, out var time)) return null;
        return new LightCurvePoint
        {
            Time = time,
            Band = band,
            Kind = kind,
            Difference = flux,
            Total = Of(total),
            LimitingMagnitude = Photometry.UpperLimit(flux.Error),
        };
    }

    private static Flux? Of((float? Value, float? Error) measured) =>
        measured.Value is { } flux && !float.IsNaN(flux) ? new Flux(flux, measured.Error ?? double.NaN) : null;
}
