using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>What a service is doing.</summary>
internal enum AlertServicePhase
{
    NotStarted,
    Reading,
    Restarting,
    Failed,
    Stopping,
    ReadToEnd,
}

/// <summary>Something that went wrong and was survived.</summary>
internal sealed record AlertServiceProblem(string Text, Exception Error, DateTimeOffset At);

/// <summary>How a service stands: written by the service, read by the health check.</summary>
internal sealed class AlertServiceState(TimeProvider time)
{
    private long _handled;
    private long _skipped;
    private long _malformed;
    private volatile AlertServiceProblem? _lastProblem;

    public AlertServicePhase Phase { get; private set; }

    /// <summary>Why the service failed or is restarting; null otherwise.</summary>
    public Exception? Failure { get; private set; }

    public AlertServiceProblem? LastProblem => _lastProblem;

    public long Handled => Interlocked.Read(ref _handled);

    public long Skipped => Interlocked.Read(ref _skipped);

    public long Malformed => Interlocked.Read(ref _malformed);

    public void Enter(AlertServicePhase phase, Exception? failure = null)
    {
        Failure = failure;
        Phase = phase;
    }

    public void AddHandled(int count) => Interlocked.Add(ref _handled, count);

    public void AddSkipped() => Interlocked.Increment(ref _skipped);

    public void AddPassedOver(long count) => Interlocked.Add(ref _malformed, count);

    public void AddMalformed(AlertMessage message)
    {
        Interlocked.Increment(ref _malformed);
        Note(message.Error!.Message, message.Error);
    }

    public void AddHandlerError(AlertMessage message, Exception error) =>
        Note($"the handler threw {error.GetType().Name} at {message.Topic} [{message.Partition}] @{message.Offset}", error);

    private void Note(string text, Exception error) => _lastProblem = new AlertServiceProblem(text, error, time.GetUtcNow());
}
