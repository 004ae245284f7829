using System.Globalization;
using FinkTyped.Lsst;
using static FinkTyped.Astronomy.AlertSummary;

namespace FinkTyped.Astronomy;

/// <summary>The few lines of an LSST alert.</summary>
internal static class LsstSummary
{
    /// <summary>The word for what moves.</summary>
    public const string SolarSystem = "of the solar system";

    public static AlertSummary Of(LsstAlert alert)
    {
        var (identity, source, matches) = (alert.Identity, alert.DiaSource, alert.Xm);
        return new AlertSummary(identity.Designation ?? identity.ObjectId ?? "LSST alert")
            .With("source", identity.SourceId?.ToString(CultureInfo.InvariantCulture))
            .WithTime(alert, source.Band, string.Create(CultureInfo.InvariantCulture, $", visit {source.Visit}"))
            .WithPosition(alert, 6)
            .With("flux", Flux(source.PsfFlux, source.PsfFluxErr, source.Snr))
            .With("before", History(alert.PrvDiaSources?.Count ?? 0, alert.PrvDiaForcedSources?.Count ?? 0))
            .With("reliability", Number(source.Reliability, 2))
            .With("class", Words([
                alert.Pred.IsSso == true ? SolarSystem : null, Sentinels.Text(matches.SimbadOtype), Sentinels.Text(matches.TnsFullname),
                Sentinels.Text(matches.TnsType), Sentinels.Text(matches.Gaiadr3DR3Name)]))
            .WithCutouts(alert)
            .With("page", identity.IsSolarSystem ? null : identity.Portal?.ToString());
    }

    /// <summary>A flux with what people think in.</summary>
    public static string Flux(float? flux, float? error, float? signalToNoise)
    {
        var text = $"{Number(flux, 0)} ± {Number(error, 0)} nJy";
        if (signalToNoise is not null) text += $", S/N {Number(signalToNoise, 1)}";
        return flux is { } value && Photometry.ToMagnitude(value) is { } magnitude
            ? text + $", {Number(magnitude, 2)} mag"
            : text + ", fainter than the template";
    }

    /// <summary>How much is known from before.</summary>
    public static string History(int detections, int forced) =>
        detections + forced == 0 ? "nothing" : $"{Count(detections, "detection")}, {Count(forced, "forced measurement")}";
}
