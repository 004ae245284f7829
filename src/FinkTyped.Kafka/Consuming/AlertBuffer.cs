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

    private readonly ManualResetEventSlim _wake = new();
    private int _messages;
    private long _bytes;
    private volatile bool _ownerWaits;

    public int Messages => Volatile.Read(ref _messages);

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool HasRoom => Messages < maxMessages && Bytes < maxBytes;

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
        if (_ownerWaits) Wake();
        return true;
    }

    /// <summary>Waits for a message; false when there will be none any more.</summary>
    /// <exception cref="AlertException">The buffer was completed with this error and is empty.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>No more messages will come.</summary>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);

    /// <summary>Ends the owner's wait, if it waits.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Lets the owner wait until there is room or <see cref="Wake"/> is called.</summary>
    public void WaitForRoom(TimeSpan timeout)
    {
        _wake.Reset();
        _ownerWaits = true;
        // Looked at again after the flag is up: whoever took a message in between has not seen it.
        if (!HasRoom) _wake.Wait(timeout);
        _ownerWaits = false;
    }
}
