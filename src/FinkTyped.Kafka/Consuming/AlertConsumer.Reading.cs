using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Kafka;

// What all ways of reading share: one reader at a time, the messages in hand, and when they count as processed.
public sealed partial class AlertConsumer<T>
{
    private readonly List<AlertMessage> _inHand = [];
    private readonly Queue<AlertMessage> _again = new();
    private int _reading;

    private void BeginRead()
    {
        Start();
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("The consumer is being read already: read it in one place, or make a consumer for each.");
    }

    /// <summary>Ends a read that was left: what is in hand has not been processed and is delivered first when reading goes on.</summary>
    private void EndRead()
    {
        if (_options.CommitMode == CommitMode.OnNext)
        {
            foreach (var message in _again) _inHand.Add(message);
            _again.Clear();
            foreach (var message in _inHand) _again.Enqueue(message);
        }

        _inHand.Clear();
        Volatile.Write(ref _reading, 0);
    }

    private void Hold(AlertMessage message) => _inHand.Add(message);

    /// <summary>Marks what is in hand as processed, since the next is asked for.</summary>
    private void Settle()
    {
        if (_options.CommitMode == CommitMode.OnNext)
            foreach (var message in _inHand) message.Complete();
        _inHand.Clear();
    }

    private bool TryNext([NotNullWhen(true)] out AlertMessage? message)
    {
        while (!_isDisposed && (_again.TryDequeue(out message) || _loop.Buffer.TryTake(out message)))
        {
            if (message.IsStale || (message.IsCompleted && _options.CommitMode == CommitMode.OnNext)) continue;
            if (message.Error is not null && _options.OnMalformed == OnMalformed.Stop)
            {
                Hold(message);
                throw message.Error;
            }

            return true;
        }

        message = null;
        return false;
    }
}
