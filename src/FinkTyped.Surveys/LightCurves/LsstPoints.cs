using FinkTyped.Lsst;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in an LSST alert.</summary>
internal static class LsstPoints
{
    public static List<LightCurvePoint> Of(LsstAlert alert)
    {
        // Through views: five of a source's 98 values are asked for.
        var (sources, forced) = (alert.PrvDiaSources.Views, alert.PrvDiaForcedSources.Views);
        var points = new List<LightCurvePoint>(sources.Count + forced.Count + 1);
        foreach (var s in sources)
        {
            if (s.IsNull) continue;
            Add(points, LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band.ToStringOrNull(), Of(s.PsfFlux, s.PsfFluxErr), Of(s.ScienceFlux, s.ScienceFluxErr));
        }

        foreach (var s in forced)
        {
            if (s.IsNull) continue;
            Add(points, LightCurvePointKind.Forced, s.MidpointMjdTai, s.Band.ToStringOrNull(), Of(s.PsfFlux, s.PsfFluxErr), Of(s.ScienceFlux, s.ScienceFluxErr));
        }

        var last = alert.DiaSource;
        Add(points, LightCurvePointKind.Detection, last.MidpointMjdTai, last.Band, Of(last.PsfFlux, last.PsfFluxErr), Of(last.ScienceFlux, last.ScienceFluxErr));
        return points;
    }

    private static void Add(List<LightCurvePoint> points, LightCurvePointKind kind, double? mjd, string? band, Flux? difference, Flux? total)
    {
        if (band is null || difference is not { } flux || !AstroTime.TryFromMjdTai(mjd, out var time)) return;
        points.Add(new LightCurvePoint
        {
            Time = time,
            Band = band,
            Kind = kind,
            Difference = flux,
            Total = total,
            LimitingMagnitude = Photometry.UpperLimit(flux.Error),
        });
    }

    private static Flux? Of(float? value, float? error) =>
        value is { } flux && !float.IsNaN(flux) ? new Flux(flux, error ?? double.NaN) : null;
}
