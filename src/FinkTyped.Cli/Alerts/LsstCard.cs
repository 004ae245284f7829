using System.Globalization;
using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>The few lines of an LSST alert, Fink's or Rubin's own.</summary>
internal static class LsstCard
{
    public static AlertCard Of(JsonElement alert, JsonElement source)
    {
        // The records of objects are never null at Fink: what counts is the id inside.
        var designation = alert.Record("mpc_orbits")?.Text("designation");
        var objectId = alert.Record("diaObject")?.Id("diaObjectId");
        return AlertCard.Titled(designation ?? objectId ?? "LSST alert")
            .With("source", alert.Id("diaSourceId") ?? source.Id("diaSourceId"))
            .With("observed", Observed(source))
            .With("position", $"RA {source.Number("ra").Fixed(6)}°, Dec {source.Number("dec").Fixed(6)}°")
            .With("flux", Flux(source))
            .With("before", History(alert))
            .With("reliability", source.Number("reliability").Fixed(2))
            .With("class", Class(alert))
            .WithCutouts(kind => alert.Record("cutout" + kind)?.Bytes())
            .With("page", designation is null && objectId is not null ? $"https://lsst.fink-portal.org/{objectId}" : null);
    }

    private static string? Observed(JsonElement source)
    {
        if (source.Number("midpointMjdTai") is not { } mjd) return null;
        var time = AstroTime.FromMjdTai(mjd).Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{time} UTC in {source.Text("band")}, visit {source.Id("visit")}";
    }

    private static string Flux(JsonElement source)
    {
        var text = $"{source.Number("psfFlux").Fixed(0)} ± {source.Number("psfFluxErr").Fixed(0)} nJy";
        if (source.Number("snr").Fixed(1) is { } signal) text += $", S/N {signal}";
        return source.Number("psfFlux") is { } flux && Photometry.ToMagnitude(flux) is { } magnitude
            ? text + $", {((double?)magnitude).Fixed(2)} mag"
            : text + ", fainter than the template";
    }

    private static string History(JsonElement alert)
    {
        var (sources, forced) = (alert.Items("prvDiaSources").Count(), alert.Items("prvDiaForcedSources").Count());
        return sources + forced == 0 ? "nothing" : $"{sources} detections, {forced} forced measurements";
    }

    private static string Class(JsonElement alert)
    {
        var matches = alert.Record("xm");
        string?[] words =
        [
            alert.Record("pred")?.Flag("is_sso") == true ? "of the solar system" : null, matches?.Text("simbad_otype"), matches?.Text("tns_fullname"),
            matches?.Text("tns_type"), matches?.Text("gaiadr3_DR3Name"),
        ];
        return string.Join(", ", words.Where(w => w is not null));
    }
}
