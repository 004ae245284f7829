using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FinkTyped.Kafka;

/// <summary>
/// The alerts between the thread that reads from Kafka and the program: bounded by messages and by bytes, dropping none. One thread adds, one
/// reader takes.
/// </summary>
internal sealed class AlertBuffer(int maxMessages, long maxBytes)
{
    // Bounded here and not in the channel, which cannot count bytes.
    private readonly Channel<AlertMessage?> _channel = Channel.CreateUnbounded<AlertMessage?>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    // A reader that is faster than the owner would be woken for each message, which costs more than decoding it: they are handed over several
    // at a time, or as soon as the owner has nothing more to read.
    private const int MaxHeld = 16;

    private readonly List<AlertMessage> _held = new(MaxHeld);
    private readonly object _gate = new();
    private int _messages;
    private long _bytes;
    private volatile bool _ownerWaits;
    private volatile bool _isAtEnd;
    private bool _woken;

    public int Messages => Volatile.Read(ref _messages);

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool HasRoom => Messages < maxMessages && Bytes < maxBytes;

    // A quarter must be free before the owner is woken, so that a full buffer does not cost two thread switches for each message.
    private bool HasAmpleRoom => Messages < maxMessages - maxMessages / 4 && Bytes < maxBytes - maxBytes / 4;

    /// <summary>Whether messages were added that the reader does not see yet. Only for the owner.</summary>
    public bool HoldsBack => _held.Count > 0;

    /// <summary>Adds a message, which the reader sees at the latest after <see cref="HandOver"/>. Only for the owner.</summary>
    public void Add(AlertMessage message)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, message.EncodedLength);
        _held.Add(message);
        if (_held.Count == MaxHeld) HandOver();
    }

    /// <summary>Lets the reader see all messages that were added. Only for the owner.</summary>
    public void HandOver()
    {
        foreach (var message in _held) _channel.Writer.TryWrite(message);
        _held.Clear();
    }

    public bool TryTake([NotNullWhen(true)] out AlertMessage? message)
    {
        do
        {
            if (!_channel.Reader.TryRead(out message)) return false;
        }
        while (message is null);

        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _bytes, -message.EncodedLength);
        if (_ownerWaits && HasAmpleRoom) Wake();
        return true;
    }

    /// <summary>Waits until <see cref="TryTake"/> is worth a try; false when there is none, at the end.</summary>
    /// <exception cref="AlertException">The buffer was completed with this error and is empty.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _isAtEnd && !_channel.Reader.TryPeek(out _) ? new ValueTask<bool>(false) : _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>No more messages will come, unless <see cref="GoOn"/> is called. Only for the owner.</summary>
    public void Finish()
    {
        HandOver();
        _isAtEnd = true;
        // Nothing but a reason for a waiting reader to look again.
        _channel.Writer.TryWrite(null);
    }

    /// <summary>Takes <see cref="Finish"/> back. Only for the owner.</summary>
    public void GoOn() => _isAtEnd = false;

    /// <summary>No more messages will ever come. Only for the owner.</summary>
    public void Complete(Exception? error = null)
    {
        HandOver();
        _channel.Writer.TryComplete(error);
    }

    /// <summary>No more messages are wanted.</summary>
    public void Abandon() => _channel.Writer.TryComplete();

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
        HandOver();
        // Taking the lock is a full fence: whoever takes a message after the look at the room sees the flag.
        _ownerWaits = true;
        lock (_gate)
        {
            if (!_woken && !HasAmpleRoom) Monitor.Wait(_gate, timeout);
            _woken = false;
        }

        _ownerWaits = false;
    }

    /// <summary>Lets the owner wait until <see cref="Wake"/> is called.</summary>
    public void Idle(TimeSpan timeout)
    {
        HandOver();
        lock (_gate)
        {
            if (!_woken) Monitor.Wait(_gate, timeout);
            _woken = false;
        }
    }
}
