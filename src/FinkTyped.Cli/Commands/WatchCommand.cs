using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Terminal;
using FinkTyped.Dashboard;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink watch</c>: a stream as a live table.</summary>
internal static class WatchCommand
{
    private const int LatestShown = 12;
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
                // A terminal that does not know its height can hold no live table.
                if (console.ResultsAreRedirected || console.Results.Profile.Height < LatestShown) await PrintAsync(console, dashboard, looking, stop).ConfigureAwait(false);
                else await console.Results.Live(Table(dashboard)).AutoClear(false).StartAsync(live => RefreshAsync(live, dashboard, looking, stop)).ConfigureAwait(false);
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

    private static async Task RefreshAsync(LiveDisplayContext live, AlertDashboard dashboard, Task looking, CancellationToken stop)
    {
        while (await WaitAsync(looking, stop).ConfigureAwait(false) && !IsAskedToEnd()) live.UpdateTarget(Table(dashboard));
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

    private static Rows Table(AlertDashboard dashboard)
    {
        var now = dashboard.Snapshot();
        var rates = new Table { Border = TableBorder.Simple };
        rates.AddColumn("topic").AddColumn(Right("a second")).AddColumn(Right("alerts")).AddColumn(Right("not decodable"));
        foreach (var topic in now.Topics) rates.AddRow(Text(topic.Name), Number(topic.PerSecond, 1), Number(topic.Total, 0), Number(topic.Errors, 0));
        var latest = new Table { Border = TableBorder.None, ShowHeaders = false };
        latest.AddColumn(new TableColumn("") { NoWrap = true });
        foreach (var (_, words) in dashboard.Latest(LatestShown)) latest.AddRow(Text(words));
        var state = now.Stream is { } stream ? $"{stream.Partitions} partitions, {stream.Lag} waiting{(stream.LastError is { } error ? "; " + PrintableText.Of(error) : "")}" : "connecting …";
        return new Rows(rates, latest, Text($"{state}. q or Ctrl-C ends."));
    }

    private static TableColumn Right(string heading) => new(heading) { Alignment = Justify.Right };

    private static Text Text(string text) => new(PrintableText.Of(text)) { Overflow = Overflow.Ellipsis };

    private static Text Number(double value, int decimals) => new(value.ToString("N" + decimals, CultureInfo.InvariantCulture));
}
