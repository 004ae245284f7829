using System.CommandLine;
using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Cli.Terminal;
using FinkTyped.Dashboard;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink watch</c>: a stream as a live table.</summary>
internal static class WatchCommand
{
    private const int LatestShown = 12;
    private const int MostRows = 30;

    // What the columns beside the class take, with the gaps between them, and the table of topics beside its rows.
    private const int OtherColumns = 64;
    private const int OtherRows = 9;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    public static Command Create(CliConsole console)
    {
        var command = new Command("watch", "Shows a stream in the terminal: rates by topic and the latest alerts. It only looks, and moves no one's offsets.");
        var stream = new WatchedStream(console, command);
        command.SetAction(async (line, stop) =>
        {
            stream.Check(line);
            var dashboard = new AlertDashboard();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var looking = stream.RunAsync(line, dashboard, ended.Token);
            try
            {
                // A terminal that does not know its height, or that cannot take back what it shows, can hold no live table.
                if (!console.CanRedraw || console.Results.Profile.Height < LatestShown) await PrintAsync(console, dashboard, looking, stop).ConfigureAwait(false);
                else await console.Results.Live(Table(console, dashboard)).AutoClear(false).StartAsync(live => RefreshAsync(live, console, dashboard, looking, stop)).ConfigureAwait(false);
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
            }

            await looking.ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RefreshAsync(LiveDisplayContext live, CliConsole console, AlertDashboard dashboard, Task looking, CancellationToken stop)
    {
        while (await WaitAsync(looking, stop).ConfigureAwait(false) && !IsAskedToEnd()) live.UpdateTarget(Table(console, dashboard));
    }

    // q as in other programs that fill a terminal; keys that mean nothing are taken off, so that they are not left to the shell.
    private static bool IsAskedToEnd()
    {
        if (Console.IsInputRedirected) return false;
        while (Console.KeyAvailable)
        {
            if (Console.ReadKey(intercept: true).Key is ConsoleKey.Q or ConsoleKey.Escape) return true;
        }

        return false;
    }

    // Without a terminal: each alert once, as it comes.
    private static async Task PrintAsync(CliConsole console, AlertDashboard dashboard, Task looking, CancellationToken stop)
    {
        var seen = 0L;
        while (await WaitAsync(looking, stop).ConfigureAwait(false))
        {
            var now = dashboard.Snapshot();
            foreach (var (topic, words) in dashboard.Latest((int)Math.Min(now.Total - seen, LatestShown)).Reverse())
                console.ResultWriter.WriteLine($"{PrintableText.Of(topic)}  {PrintableText.Of(words)}");
            if (now.Total - seen > LatestShown) console.ResultWriter.WriteLine($"… and {now.Total - seen - LatestShown} more");
            seen = now.Total;
        }
    }

    private static async Task<bool> WaitAsync(Task looking, CancellationToken stop)
    {
        await Task.WhenAny(looking, Task.Delay(Interval, stop)).ConfigureAwait(false);
        return !looking.IsCompleted && !stop.IsCancellationRequested;
    }

    // As many rows and letters as the terminal has: what does not fit would push the rest out.
    private static Rows Table(CliConsole console, AlertDashboard dashboard)
    {
        var now = dashboard.Snapshot();
        var (width, height) = (console.Results.Profile.Width, console.Results.Profile.Height);
        var rates = new Table { Border = TableBorder.Simple };
        rates.AddColumn("topic").AddColumn(Right("a second")).AddColumn(Right("alerts")).AddColumn(Right("not decodable"));
        foreach (var topic in now.Topics) rates.AddRow(Text(topic.Name), Number(topic.PerSecond, 1), Number(topic.Total, 0), Number(topic.Errors, 0));
        var latest = new Table { Border = TableBorder.None };
        foreach (var heading in new[] { "seen (UTC)", "object", "mag", "RA, Dec (°)", "class" }) latest.AddColumn(new TableColumn(heading) { NoWrap = true });
        foreach (var glance in dashboard.LatestGlances(Math.Clamp(height - now.Topics.Count - OtherRows, 1, MostRows)))
            latest.AddRow(Time(glance), Text(Cut(glance.Identity.Name, 20)), Brightness(glance), Text(Place(glance)), Text(Cut(glance.Class ?? "", width - OtherColumns)));
        var state = now.Stream is { } stream ? $"{stream.Partitions} partitions, {stream.Lag} waiting{(stream.LastError is { } error ? "; " + PrintableText.Of(error) : "")}" : "connecting …";
        return new Rows(rates, latest, Text(Cut($"{state}. q or Ctrl-C ends.", width)));
    }

    private static Text Time(AlertGlance glance) => Text(glance.ObservedAt?.Utc.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "");

    private static string Place(AlertGlance glance) =>
        glance.Position is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.Ra,8:F4} {place.Dec,8:+00.0000;-00.0000}") : "";

    // The arrow is for a source fainter than the template.
    private static Text Brightness(AlertGlance glance) => new(
        glance.Magnitude is { } magnitude ? string.Create(CultureInfo.InvariantCulture, $"{Cut(PrintableText.Of(glance.Band ?? ""), 1)} {magnitude:F2}{(glance.Difference?.Value < 0 ? "↓" : "")}") : "",
        glance.Band switch { "u" => Color.Blue, "g" => Color.Green, "r" => Color.Red, "i" => Color.Yellow, "z" => Color.Fuchsia, _ => Color.Default });

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..Math.Max(0, length - 1)] + "…";

    private static TableColumn Right(string heading) => new(heading) { Alignment = Justify.Right };

    private static Text Text(string text) => new(PrintableText.Of(text)) { Overflow = Overflow.Ellipsis };

    private static Text Number(double value, int decimals) => new(value.ToString("N" + decimals, CultureInfo.InvariantCulture));
}
