using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>
/// What a consumer does with messages that it passes over: keeps them and says so. Nothing that goes wrong here ends the stream. For the thread
/// that reads.
/// </summary>
internal sealed class DeadLetterOffice(DeadLetterStore? store, string group, ILogger? log, CancellationToken stop)
{
    private const int MostRefusedSchemas = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DeadLetterStore? _store = store?.Open();
    private readonly RepeatedLine _passedOver = new(log);
    private readonly RepeatedLine _notKept = new(log, LogLevel.Error);
    private readonly RepeatedLine _refused = new(log, LogLevel.Error);
    private readonly HashSet<(string Topic, string Reason)> _refusedSchemas = [];
    private long _count;
    private long _silentSince = long.MinValue;
    private string _failure = "";

    /// <summary>How many messages were passed over.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Keeps a message; false where the consumer was stopped meanwhile, and the message must come again.</summary>
    public bool Take(AlertMessage message)
    {
        var error = message.Error!.InnerException is SchemaResolutionException ? Refused(message) : message.Error.Message;
        if (_store is null)
        {
            _passedOver.Say($"Passed over: {error}");
        }
        else
        {
            var letter = DeadLetter.Of(message, group);
            if (TryKeep(letter)) _passedOver.Say($"Passed over{(_store.Describe(letter) is { } place ? $" and kept as {place}" : " and kept")}: {error}");
            else if (stop.IsCancellationRequested) return false;
            else NotKept(message, error);
        }

        Interlocked.Increment(ref _count);
        AlertTelemetry.Count(AlertTelemetry.Skipped, group, message.Topic, message.Partition);
        return true;
    }

    public void Close()
    {
        try
        {
            _store?.Close();
        }
        catch (Exception e)
        {
            _notKept.Say($"The store of dead letters could not be closed: {e.Message}");
        }
    }

    // All alerts of a writer whose schema cannot be resolved are the same news: it is said once in full, and as the error that it is.
    private string Refused(AlertMessage message)
    {
        var error = message.Error!;
        if (_refusedSchemas.Count >= MostRefusedSchemas) _refusedSchemas.Clear();
        if (_refusedSchemas.Add((message.Topic, error.Reason)))
        {
            var place = _store is null ? "each is passed over" : "each is passed over, and kept as a dead letter while there is room";
            _refused.Say($"No alert of {message.Topic} with this schema can be read; {place}. With OnMalformed.Stop reading would end here. {error.Message}");
        }

        return $"{error.Topic} [{error.Partition}] @{error.Offset}: its schema cannot be resolved, as was said.";
    }

    private bool TryKeep(DeadLetter letter)
    {
        // A store that does not answer must not hold up each message anew.
        if (_silentSince > Environment.TickCount64 - Patience.TotalMilliseconds) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            Task.Run(() => _store!.KeepAsync(letter, limit.Token).AsTask(), limit.Token).WaitAsync(limit.Token).GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            _failure = $"the store of dead letters does not answer in {Patience.TotalSeconds:0} s";
            _silentSince = Environment.TickCount64;
        }
        catch (Exception e)
        {
            _failure = e.Message;
        }

        return false;
    }

    private void NotKept(AlertMessage message, string error)
    {
        AlertTelemetry.Count(AlertTelemetry.NotKept, group, message.Topic, message.Partition);
        _notKept.Say($"Passed over and NOT kept, though the server has it for as long as it keeps messages: {error} It was not kept because: {_failure}");
    }
}
