using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Kafka;

// What all ways of reading share: one reader at a time, the messages in hand, and when they count as processed.
public partial class AlertConsumer
{
    // Handed out and not yet processed.
    private readonly List<AlertMessage> _inHand = [];

    // Were in hand when a loop was left, and come first when reading goes on.
    private readonly Queue<AlertMessage> _again = new();
    private AlertProjection? _projection;

    private protected IAsyncEnumerable<AlertMessage<TResult>> ReadQuery<T, TResult>(AlertQuery<T, TResult> query, CancellationToken cancellationToken)
        where T : class, IAvroRecord<T>
    {
        // A query that is read already goes on with what is in hand.
        var current = _projection as QueryProjection<T, TResult>;
        var projection = ReferenceEquals(current?.Query, query) ? current : new QueryProjection<T, TResult>(query, _options.Resolution);
        return ReadAll<AlertMessage<TResult>>(projection, cancellationToken);
    }
    private AlertMessage? _stoppedAt;
    private int _reading;

    private async ValueTask BeginReadAsync(AlertProjection projection)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("The consumer is being read already: read it in one place, or make a consumer for each.");
        try
        {
            Start(projection);
            Settle();
            if (ReferenceEquals(projection, _projection)) return;
            await _loop.UseAsync(projection, _again).ConfigureAwait(false);
            _again.Clear();
            _projection = projection;
        }
        catch
        {
            EndRead();
            throw;
        }
    }

    private void EndRead() => Volatile.Write(ref _reading, 0);

    /// <summary>Ends a loop that was left: what is in hand has not been processed and is delivered first when reading goes on.</summary>
    private void EndLoop()
    {
        if (_options.CommitMode == CommitMode.OnNext) PutBack();
        _inHand.Clear();
        EndRead();
    }

    /// <summary>Lets the next read begin with what is in hand.</summary>
    private void PutBack()
    {
        _inHand.AddRange(_again);
        _again.Clear();
        foreach (var message in _inHand) _again.Enqueue(message);
        _inHand.Clear();
    }

    /// <summary>Marks what is in hand as processed, since the next is asked for.</summary>
    private void Settle()
    {
        if (_options.CommitMode == CommitMode.OnNext)
            foreach (var message in _inHand) message.Complete();
        _inHand.Clear();
    }

    /// <summary>Takes the next message into hand, if one is there.</summary>
    private bool TryNext<TMessage>([NotNullWhen(true)] out TMessage? message) where TMessage : AlertMessage
    {
        message = null;
        while (!_isDisposed)
        {
            ThrowIfStopped();
            if (!_again.TryDequeue(out var next) && !_loop.Buffer.TryTake(out next)) return false;
            if (!IsWanted(next)) continue;
            if (next.Error is not null && _options.OnMalformed == OnMalformed.Stop)
            {
                _stoppedAt = next;
                return false;
            }

            message = (TMessage)next;
            _inHand.Add(message);
            return true;
        }

        return false;
    }

    /// <summary>Throws where a message has stopped the stream, until the partition is read elsewhere, or by others.</summary>
    private void ThrowIfStopped()
    {
        if (_stoppedAt is null) return;
        if (!_stoppedAt.Source!.IsStale) throw _stoppedAt.Error!;
        _stoppedAt = null;
    }

    private bool IsWanted(AlertMessage message)
    {
        // What was committed before delivery is delivered even when its partition has gone, unless it was given back: nobody else gets it.
        var source = message.Source!;
        if (source.IsMoved || message.IsCompleted || (CommitsAhead ? source.IsGivenBack : source.IsRevoked)) return false;
        if (!IsDuplicate(message)) return true;
        AlertTelemetry.Count(AlertTelemetry.Duplicates, _options.GroupId, message.Topic, message.Partition);
        message.Complete();
        return false;
    }

    /// <summary>What becomes of alerts where a consumer is moved before it is first read.</summary>
    private protected virtual AlertProjection InitialProjection => _datums ??= new DatumProjection();

    /// <summary>Whether an alert was delivered before, from another message.</summary>
    private protected virtual bool IsDuplicate(AlertMessage message) => false;

    private bool CommitsAhead => _options.CommitMode == CommitMode.OnDelivery;

    /// <summary>The last look before the program gets a message: false where others get it.</summary>
    private bool TryHandOut(AlertMessage message) => !CommitsAhead || _loop.TryHandOut(message);

    /// <summary>Waits for a message; false at the end of the stream, or when the consumer is disposed.</summary>
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        ThrowIfStopped();
        return !_isDisposed && await _loop.Buffer.WaitAsync(cancellationToken).ConfigureAwait(false) && !_isDisposed;
    }
}
