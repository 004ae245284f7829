using System.Threading.Channels;

namespace FinkTyped.Kafka;

/// <summary>
/// The alerts between the thread that reads from Kafka and the program: bounded by messages and by bytes, dropping none. One thread adds, one
/// reader takes.
/// </summary>
internal sealed class AlertBuffer(int maxMessages, long maxBytes)
{
    // Bounded here and not in the channel, which cannot count bytes.
    private readonly Channel<AlertMessage> _channel = Channel.CreateUnbounded<AlertMessage>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly object _gate = new();
    private int _messages;
    private long _bytes;
    private volatile bool _ownerWaits;
    private bool _woken;

    public int Messages => Volatile.Read(ref _messages);

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool HasRoom => Messages < maxMessages && Bytes < maxBytes;

    // A quarter must be free before the owner is woken, so that a full buffer does not cost two thread switches for each message.
    private bool HasAmpleRoom => Messages < maxMessages - maxMessages / 4 && Bytes < maxBytes - maxBytes / 4;

    public void Add(AlertMessage message)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, message.EncodedLength);
        _channel.Writer.TryWrite(message);
    }

    public bool TryTake(out AlertMessage message)
    {
        if (!_channel.Reader.TryRead(out message!)) return false;
        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _bytes, -message.EncodedLength);
        if (_ownerWaits && HasAmpleRoom) Wake();
        return true;
    }

    /// <summary>Waits for a message; false when there will be none any more.</summary>
    /// <exception cref="AlertException">The buffer was completed with this error and is empty.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>No more messages will come.</summary>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);

    /// <summary>Ends the owner's wait, now or the next time it waits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Lets the owner wait until there is ample room or <see cref="Wake"/> is called.</summary>
    public void WaitForRoom(TimeSpan timeout)
    {
        // Taking the lock is a full fence: whoever takes a message after the look at the room sees the flag.
        _ownerWaits = true;
        lock (_gate)
        {
            if (!_woken && !HasAmpleRoom) Monitor.Wait(_gate, timeout);
            _woken = false;
        }

        _ownerWaits = false;
    }
}
