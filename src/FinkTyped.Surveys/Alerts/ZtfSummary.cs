using System.Globalization;
using FinkTyped.Ztf;
using static FinkTyped.Astronomy.AlertSummary;

namespace FinkTyped.Astronomy;

/// <summary>The few lines of a ZTF alert.</summary>
internal static class ZtfSummary
{
    public static AlertSummary Of(ZtfAlert alert)
    {
        var (identity, candidate) = (alert.Identity, alert.Candidate);
        return new AlertSummary(identity.Name)
            .With("candidate", identity.SourceId?.ToString(CultureInfo.InvariantCulture))
            .WithTime(alert, ZtfPoints.Band(candidate.Fid))
            .WithPosition(alert, 5)
            .With("magnitude", Magnitude(candidate))
            .With("before", History(alert))
            .With("reliability", Reliability(candidate))
            .With("class", Words([
                Sentinels.Text(alert.Finkclass), Sentinels.Text(alert.Tns), Sentinels.Text(alert.Cdsxmatch), Sentinels.Text(alert.Gcvs),
                Sentinels.Text(alert.DR3Name)]))
            .With("near", Sentinels.Text(candidate.Ssnamenr) is { } planet ? $"minor planet {planet}, {Number(candidate.Ssdistnr, 0)}″" : null)
            .WithCutouts(alert)
            .With("page", identity.Portal?.ToString());
    }

    private static string Magnitude(Candidate candidate)
    {
        var text = $"{Number(candidate.Magpsf, 2)} ± {Number(candidate.Sigmapsf, 2)}";
        text += Photometry.IsBrighter(candidate.Isdiffpos) switch { true => ", brighter", false => ", fainter", _ => "" };
        return text + $" than the template; limit {Number(candidate.Diffmaglim, 2)}";
    }

    private static string History(ZtfAlert alert)
    {
        int detections = 0, limits = 0;
        foreach (var earlier in alert.PrvCandidates ?? [])
        {
            if (earlier?.Magpsf is null) limits++;
            else detections++;
        }

        return detections + limits == 0 ? "nothing" : $"{Count(detections, "detection")} and {Count(limits, "upper limit")} in 30 days";
    }

    private static string Reliability(Candidate candidate) =>
        candidate.Drb is { } deep ? $"{Number(deep, 2)} (deep), {Number(candidate.Rb, 2)} (forest)" : Number(candidate.Rb, 2);
}
