using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Demo;

/// <summary>The demonstration with ZTF's alerts.</summary>
internal static class ZtfDemo
{
    private const string Topic = "fink_sn_candidates_ztf";

    public static Task RunAsync(CliConsole console, EmbeddedBroker broker, int count, CancellationToken stop)
    {
        var demo = new SurveyDemo<ZtfAlert>(new ZtfSimulator(), "ZTF", Topic)
        {
            Columns =
            [
                ("object", false, a => a.ObjectId ?? ""),
                ("time (UTC)", false, a => Time(a.Candidate.Jd)),
                ("RA", true, a => Number(a.Candidate.Ra, "F4")),
                ("Dec", true, a => Number(a.Candidate.Dec, "F4")),
                ("", false, a => " gri"[a.Candidate.Fid ?? 0].ToString()),
                ("magnitude", true, a => $"{Number(a.Candidate.Magpsf, "F2")} ± {Number(a.Candidate.Sigmapsf, "F2")}"),
                ("before", true, a => History(a)),
            ],
            Class = a => a.Finkclass is null or "Unknown" ? "unclassified" : a.Finkclass,
        };
        return demo.RunAsync(console, broker, count, stop);
    }

    private static string Time(double? jd) =>
        jd is { } time ? AstroTime.FromJulianDateUtc(time).Utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    // Detections among all that was looked at.
    private static string History(ZtfAlert alert)
    {
        var detections = 0;
        foreach (var earlier in alert.PrvCandidates ?? [])
        {
            if (earlier?.Magpsf is not null) detections++;
        }

        return $"{detections}/{alert.PrvCandidates?.Count ?? 0}";
    }
}
