using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>The measurements in a ZTF alert.</summary>
internal static class ZtfPoints
{
    public static void Collect(ZtfAlert alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvCandidates.Views)
        {
            if (!past.IsNull) points.Add(Of(past));
        }

        points.Add(Of(alert.Candidate));
    }

    public static void Collect(ZtfAlert.View alert, ref PointCollector points)
    {
        foreach (var past in alert.PrvCandidates)
        {
            if (!past.IsNull) points.Add(Of(past));
        }

        points.Add(Of(alert.Candidate));
    }

    public static LightCurvePoint? Of(Candidate c) => Point(
        c.Jd, c.Fid, c.Diffmaglim, Of(c.Magpsf, c.Sigmapsf), Photometry.IsBrighter(c.Isdiffpos), c.Distnr, Of(c.Magnr, c.Sigmagnr));

    public static LightCurvePoint? Of(Candidate.View c) => Point(
        c.Jd, c.Fid, c.Diffmaglim, Of(c.Magpsf, c.Sigmapsf), Photometry.IsBrighter(c.Isdiffpos), c.Distnr, Of(c.Magnr, c.Sigmagnr));

    /// <summary>The flux of the current detection on the difference image; null where there is none.</summary>
    public static Flux? Difference(Candidate.View c)
    {
        var flux = Of(c.Magpsf, c.Sigmapsf)?.ToFlux();
        return Photometry.IsBrighter(c.Isdiffpos) == false && flux is { } fainter ? fainter with { Value = -fainter.Value } : flux;
    }

    /// <summary>The filter of ZTF's number for it.</summary>
    public static string? Band(int? fid) => fid switch { 1 => "g", 2 => "r", 3 => "i", _ => null };

    private static LightCurvePoint? Of(PrvCandidate.View p) => Point(
        p.Jd, p.Fid, p.Diffmaglim, Of(p.Magpsf, p.Sigmapsf), Photometry.IsBrighter(p.Isdiffpos), p.Distnr, Of(p.Magnr, p.Sigmagnr));

    private static LightCurvePoint? Point(
        double? jd, int? fid, float? limit, Magnitude? magnitude, bool? isBrighter, float? referenceDistance, Magnitude? reference)
    {
        if (Band(fid) is not { } band || !AstroTime.TryFromJulianDateUtc(jd, out var time)) return null;
        var point = new LightCurvePoint { Time = time, Band = band, Kind = LightCurvePointKind.UpperLimit, LimitingMagnitude = limit };
        if (magnitude is not { } difference) return limit is null ? null : point;
        if (isBrighter is not { } brighter) return null;

        var flux = difference.ToFlux();
        var signed = brighter ? flux : flux with { Value = -flux.Value };
        var isOnReference = referenceDistance is >= 0 and <= (float)Photometry.ReferenceRadius;
        return point with
        {
            Kind = LightCurvePointKind.Detection,
            Difference = signed,
            Total = isOnReference && reference is { } steady ? Photometry.ApparentFlux(difference, steady, brighter) : signed,
        };
    }

    // -999 stands for none.
    private static Magnitude? Of(float? value, float? error) =>
        value is > 0 and { } magnitude ? new Magnitude(magnitude, error is > 0 and { } sigma ? sigma : double.NaN) : null;
}
