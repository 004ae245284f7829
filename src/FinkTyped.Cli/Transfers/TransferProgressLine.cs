using System.Diagnostics;
using System.Globalization;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Transfers;

/// <summary>How far a transfer has come: a line that changes in a terminal, a line every ten seconds elsewhere.</summary>
internal sealed class TransferProgressLine(CliConsole console, bool isQuiet)
{
    private static readonly TimeSpan InTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next;

    /// <summary>Shows it, if it is time to.</summary>
    public void Show(TransferProgress progress)
    {
        if (isQuiet || _clock.Elapsed < _next || progress.Read == 0) return;
        _next = _clock.Elapsed + (console.NotesAreRedirected ? Elsewhere : InTerminal);
        var line = Line(progress, _clock.Elapsed);
        if (console.NotesAreRedirected) console.Note(line);
        else console.Progress(line);
    }

    /// <summary>Lets the next word begin on a new line.</summary>
    public void End() => console.EndProgress();

    private static string Line(TransferProgress progress, TimeSpan elapsed)
    {
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var rate = progress.Read / seconds;
        var left = Math.Max(0, progress.Total - progress.Read);
        var eta = rate > 0 && left > 0 ? ", " + Words.Duration(TimeSpan.FromSeconds(left / rate)) + " left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Number(progress.Read)} of {Words.Number(progress.Total)} ({100.0 * progress.Read / Math.Max(1, progress.Total):F0} %), {Words.Bytes(progress.SavedBytes)}, {rate:F0}/s{eta}");
    }
}
