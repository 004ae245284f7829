using System.Runtime.InteropServices;

namespace FinkTyped.Cli.Terminal;

/// <summary>
/// Ctrl-C and the kindlier of kill's signals cancel the command, which then ends properly; a second Ctrl-C, or a command that takes too
/// long, ends the process.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly TimeSpan _farewell;
    private Timer? _deadline;

    public Interrupt(TimeSpan farewell)
    {
        _farewell = farewell;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _deadline?.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        _deadline = new Timer(_ => Environment.Exit(ExitCode.Interrupted), null, _farewell, Timeout.InfiniteTimeSpan);
        _source.Cancel();
    }
}
