using System.Buffers.Binary;
using System.Net.Sockets;

namespace FinkTyped.Kafka.Tests;

/// <summary>What can happen to the answers of a broker on their way; that bytes within them are changed is <see cref="Garbage"/>.</summary>
public enum NetworkFault
{
    None,

    /// <summary>The connection is closed instead of an answer.</summary>
    Cut,

    /// <summary>Half of an answer comes, then the connection is closed.</summary>
    HalfAnAnswer,

    /// <summary>Each answer comes late.</summary>
    Slow,

    /// <summary>The connection stays and no answer comes.</summary>
    Silent,

    /// <summary>An answer belongs to no question.</summary>
    ForeignAnswer,

    /// <summary>An answer says that it is of two gigabytes.</summary>
    EndlessAnswer,

    /// <summary>Something speaks HTTP.</summary>
    Http,
}

/// <summary>Passes everything on to consumers, or does to them what networks and strangers do. Publishers are left alone.</summary>
internal sealed class FaultyProxy(EmbeddedBroker broker) : AnswerProxy(broker)
{
    private readonly Random _random = new(11);
    private volatile NetworkFault _fault;
    private int _met;

    /// <summary>What happens to answers from now on.</summary>
    public NetworkFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>How many answers met a fault.</summary>
    public int Met => Volatile.Read(ref _met);

    /// <inheritdoc/>
    protected override async Task<bool> AnswerAsync(NetworkStream near, byte[] answer)
    {
        var fault = _fault;
        if (fault != NetworkFault.None) Interlocked.Increment(ref _met);
        switch (fault)
        {
            case NetworkFault.Cut:
                return false;
            case NetworkFault.HalfAnAnswer:
                var whole = new byte[4 + answer.Length];
                BinaryPrimitives.WriteInt32BigEndian(whole, answer.Length);
                answer.CopyTo(whole, 4);
                await near.WriteAsync(whole.AsMemory(0, 4 + answer.Length / 2), Stop);
                return false;
            case NetworkFault.Slow:
                await Task.Delay(500, Stop);
                break;
            case NetworkFault.Silent:
                return true;
            case NetworkFault.ForeignAnswer:
                lock (_random) _random.NextBytes(answer.AsSpan(0, 4));
                break;
            case NetworkFault.EndlessAnswer:
                await near.WriteAsync(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF }, Stop);
                await near.WriteAsync(answer, Stop);
                return true;
            case NetworkFault.Http:
                await near.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Stop);
                return false;
        }

        await WriteFrameAsync(near, answer);
        return true;
    }
}
