using FinkTyped.Lsst;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in an LSST alert.</summary>
internal static class LsstPoints
{
    public static void Collect(LsstAlert alert, ref PointCollector points)
    {
        // Through views: five of a source's 98 values are asked for.
        foreach (var past in alert.PrvDiaSources.Views)
        {
            if (!past.IsNull) points.Add(Of(past));
        }

        foreach (var forced in alert.PrvDiaForcedSources.Views)
        {
            if (!forced.IsNull) points.Add(Of(forced));
        }

        points.Add(Of(alert.DiaSource));
    }

    public static void Collect(LsstAlert.View alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvDiaSources)
        {
            if (!past.IsNull) points.Add(Of(past));
        }

        foreach (var forced in alert.PrvDiaForcedSources)
        {
            if (!forced.IsNull) points.Add(Of(forced));
        }

        points.Add(Of(alert.DiaSource));
    }

    public static LightCurvePoint? Of(DiaSource s) => Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, s.Band, Flux(s.PsfFlux, s.PsfFluxErr), Flux(s.ScienceFlux, s.ScienceFluxErr));

    public static LightCurvePoint? Of(DiaSource.View s) => Point(
        LightCurvePointKind.Detection, s.MidpointMjdTai, Band(s.Band), Flux(s.PsfFlux, s.PsfFluxErr), Flux(s.ScienceFlux, s.ScienceFluxErr));

    /// <summary>A measurement; null without time, filter or flux.</summary>
    public static LightCurvePoint? Point(LightCurvePointKind kind, double? mjd, string? band, Flux? difference, Flux? total)
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

    /// <summary>The name of a filter without a new string for each of the six.</summary>
    public static string? Band(AvroString band) => band.Utf8Bytes switch
    {
        [(byte)'u'] => "u",
        [(byte)'g'] => "g",
        [(byte)'r'] => "r",
        [(byte)'i'] => "i",
        [(byte)'z'] => "z",
        [(byte)'y'] => "y",
        _ => band.IsNull ? null : band.ToString(),
    };

    /// <summary>A flux; null where it is null or NaN.</summary>
    public static Flux? Flux(float? value, float? error) =>
        value is { } flux && !float.IsNaN(flux) ? new Flux(flux, error ?? double.NaN) : null;

    private static LightCurvePoint? Of(ForcedSource.View s) => Point(
        LightCurvePointKind.Forced, s.MidpointMjdTai, Band(s.Band), Flux(s.PsfFlux, s.PsfFluxErr), Flux(s.ScienceFlux, s.ScienceFluxErr));
}
