using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>What there is to say about an alert in a line, whatever survey it is of.</summary>
internal sealed record AlertSummary
{
    private static readonly string[] Nothing = ["", "null", "nan", "None", "Unknown"];

    /// <summary>The object's name; that of the source where it has none.</summary>
    public string? ObjectId { get; private init; }

    /// <summary>When it was observed.</summary>
    public DateTimeOffset? Observed { get; private init; }

    /// <summary>What Fink or a catalogue takes it for.</summary>
    public string? Class { get; private init; }

    /// <summary>How bright it is: magnitude, or flux where it has none.</summary>
    public string? Brightness { get; private init; }

    /// <summary>The band.</summary>
    public string? Band { get; private init; }

    /// <summary>Where it is, in degrees.</summary>
    public string? Position { get; private init; }

    /// <summary>Its page at Fink's portal.</summary>
    public string? Link { get; private init; }

    /// <summary>The id of the alert itself, by which a second one of the same is known.</summary>
    public string? AlertId { get; private init; }

    /// <summary>The name that the Python client gives the alert's file, without extension; null where the alert is of no kind that it knows.</summary>
    public string? FileName { get; private init; }

    /// <summary>The summary of an alert.</summary>
    /// <exception cref="AvroException">The alert disagrees with its schema.</exception>
    public static AlertSummary Of(AlertLook alert)
    {
        if (alert.Number("candidate.jd") is { } jd) return OfZtf(alert, jd);
        if (alert.Has("diaSource") || alert.Has("diaSourceId")) return OfLsst(alert);
        var (id, trigger) = (alert.Text("objectId"), alert.Text("triggerId"));
        return new AlertSummary
        {
            ObjectId = id,
            AlertId = alert.Text("candid") ?? (trigger is null ? null : $"{id}_{trigger}"),
            Class = Known(alert.Text("fink_class")) ?? Known(alert.Text("finkclass")),
            Brightness = Magnitude(alert.Number("magpsf")),
            Position = PositionOf(alert.Number("ra"), alert.Number("dec")),
            Link = id?.StartsWith("ZTF", StringComparison.Ordinal) == true ? $"https://ztf.fink-portal.org/{id}" : null,
            FileName = id is null ? null : trigger is null ? alert.Text("candid") is { } candid ? $"{id}_{candid}" : null : $"{id}_{trigger}",
        };
    }

    private static AlertSummary OfZtf(AlertLook alert, double jd)
    {
        var id = alert.Text("objectId");
        var candid = alert.Text("candid") ?? alert.Text("candidate.candid");
        return new AlertSummary
        {
            ObjectId = id,
            Observed = AstroTime.FromJulianDateUtc(jd).Utc,
            Class = Known(alert.Text("finkclass")) ?? Known(alert.Text("tns")) ?? Known(alert.Text("cdsxmatch")),
            Brightness = Magnitude(alert.Number("candidate.magpsf")),
            Band = alert.Number("candidate.fid") is { } fid and >= 1 and <= 3 ? "gri"[(int)fid - 1].ToString() : null,
            Position = PositionOf(alert.Number("candidate.ra"), alert.Number("candidate.dec")),
            Link = id is null ? null : $"https://ztf.fink-portal.org/{id}",
            AlertId = candid,
            FileName = id is null || candid is null ? null : $"{id}_{candid}",
        };
    }

    private static AlertSummary OfLsst(AlertLook alert)
    {
        var (designation, objectId) = (alert.Text("mpc_orbits.designation"), alert.Text("diaObject.diaObjectId"));
        var source = alert.Text("diaSourceId") ?? alert.Text("diaSource.diaSourceId");
        var flux = alert.Number("diaSource.psfFlux");
        return new AlertSummary
        {
            ObjectId = Known(designation) ?? objectId ?? source,
            Observed = alert.Number("diaSource.midpointMjdTai") is { } mjd ? AstroTime.FromMjdTai(mjd).Utc : null,
            Class = alert.Text("pred.is_sso") == "true" ? "solar system" : Known(alert.Text("xm.tns_type")) ?? Known(alert.Text("xm.simbad_otype")),
            Brightness = flux is { } value && Photometry.ToMagnitude(value) is { } magnitude ? Magnitude(magnitude) : flux is null ? null : $"{flux.Fixed(0)} nJy",
            Band = alert.Text("diaSource.band"),
            Position = PositionOf(alert.Number("diaSource.ra"), alert.Number("diaSource.dec")),
            Link = Known(designation) is null && objectId is not null ? $"https://lsst.fink-portal.org/{objectId}" : null,
            AlertId = source,
            FileName = source,
        };
    }

    private static string? Known(string? text) => text is null || Nothing.Contains(text) ? null : text;

    private static string? Magnitude(double? magnitude) => magnitude is null ? null : magnitude.Fixed(2) + " mag";

    private static string? PositionOf(double? ra, double? dec) =>
        ra is null || dec is null ? null : string.Create(CultureInfo.InvariantCulture, $"{ra,9:F5} {dec:+00.00000;-00.00000}");
}
