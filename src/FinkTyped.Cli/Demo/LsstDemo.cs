using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Simulation;

namespace FinkTyped.Cli.Demo;

/// <summary>The demonstration with LSST's alerts.</summary>
internal static class LsstDemo
{
    private const string Topic = "fink_uniform_sample_lsst";

    public static Task RunAsync(CliConsole console, EmbeddedBroker broker, int count, CancellationToken stop)
    {
        var demo = new SurveyDemo<LsstAlert>(new LsstSimulator(), "LSST", Topic)
        {
            Columns =
            [
                ("object", false, a => a.MpcOrbits.Designation ?? Text(a.DiaObject.DiaObjectId)),
                ("time (UTC)", false, a => Time(a.DiaSource.MidpointMjdTai)),
                ("RA", true, a => Number(a.DiaSource.Ra, "F4")),
                ("Dec", true, a => Number(a.DiaSource.Dec, "F4")),
                ("", false, a => a.DiaSource.Band ?? ""),
                ("flux (nJy)", true, a => $"{Number(a.DiaSource.PsfFlux, "F0")} ± {Number(a.DiaSource.PsfFluxErr, "F0")}"),
                ("before", true, a => Text(a.PrvDiaSources?.Count ?? 0)),
            ],
            Class = a => a.Pred.IsSso == true ? "of the solar system" : a.Pred.IsFirst == true ? "new" : "known",
        };
        return demo.RunAsync(console, broker, count, stop);
    }

    private static string Time(double? mjdTai) =>
        mjdTai is { } time ? AstroTime.FromMjdTai(time).Utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Text(long? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
