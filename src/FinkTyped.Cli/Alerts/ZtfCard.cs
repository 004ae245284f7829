using System.Globalization;
using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>The few lines of a ZTF alert, of any version of its schema.</summary>
internal static class ZtfCard
{
    private static readonly string[] Nothing = ["", "null", "nan", "None", "Unknown"];

    public static AlertCard Of(JsonElement alert, JsonElement candidate) => AlertCard.Titled(alert.Text("objectId") ?? "ZTF alert")
        .With("candidate", alert.Id("candid") ?? candidate.Id("candid"))
        .With("observed", Observed(candidate))
        .With("position", $"RA {candidate.Number("ra").Fixed(5)}°, Dec {candidate.Number("dec").Fixed(5)}°")
        .With("magnitude", Magnitude(candidate))
        .With("before", History(alert))
        .With("reliability", Reliability(candidate))
        .With("class", Class(alert))
        .With("near", MinorPlanet(candidate))
        .WithCutouts(kind => alert.Record("cutout" + kind)?.Record("stampData")?.Bytes())
        .With("page", alert.Text("objectId") is { } id ? $"https://ztf.fink-portal.org/{id}" : null);

    private static string? Observed(JsonElement candidate)
    {
        if (candidate.Number("jd") is not { } jd) return null;
        var time = AstroTime.FromJulianDateUtc(jd).Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return candidate.Number("fid") is { } fid and >= 1 and <= 3 ? $"{time} UTC in {"gri"[(int)fid - 1]}" : $"{time} UTC";
    }

    private static string Magnitude(JsonElement candidate)
    {
        var text = $"{candidate.Number("magpsf").Fixed(2)} ± {candidate.Number("sigmapsf").Fixed(2)}";
        text += Photometry.IsBrighter(candidate.Text("isdiffpos")) switch { true => ", brighter", false => ", fainter", _ => "" };
        return text + $" than the template; limit {candidate.Number("diffmaglim").Fixed(2)}";
    }

    private static string History(JsonElement alert)
    {
        int detections = 0, limits = 0;
        foreach (var earlier in alert.Items("prv_candidates"))
        {
            if (earlier.Number("magpsf") is null) limits++;
            else detections++;
        }

        return detections + limits == 0 ? "nothing" : $"{detections} detections and {limits} upper limits in 30 days";
    }

    private static string? Reliability(JsonElement candidate) =>
        candidate.Number("drb").Fixed(2) is { } deep ? $"{deep} (deep), {candidate.Number("rb").Fixed(2)} (forest)" : candidate.Number("rb").Fixed(2);

    private static string? MinorPlanet(JsonElement candidate) =>
        candidate.Text("ssnamenr") is { } name && !Nothing.Contains(name) ? $"minor planet {name}, {candidate.Number("ssdistnr").Fixed(0)}″" : null;

    private static string Class(JsonElement alert)
    {
        string?[] words =
            [alert.Text("finkclass"), alert.Text("tns"), alert.Text("cdsxmatch"), alert.Text("gcvs"), alert.Text("DR3Name")];
        return string.Join(", ", words.Where(w => w is not null && !Nothing.Contains(w)).Distinct());
    }
}
