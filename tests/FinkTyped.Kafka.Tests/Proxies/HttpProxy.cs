using System.Net.Sockets;
using FinkTyped.Tests;

namespace FinkTyped.Kafka.Tests;

/// <summary>Passes everything on, or speaks HTTP, as what has taken over a broker's port may do.</summary>
internal sealed class HttpProxy(EmbeddedBroker broker) : BrokerProxy(broker.BootstrapServers, broker.Advertise)
{
    private CancellationTokenSource _change = new();
    private volatile bool _speaksHttp;
    private int _answered;

    /// <summary>How often it has answered in HTTP.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Closes all connections, and speaks HTTP to those that come, or no longer.</summary>
    public async Task SpeakHttpAsync(bool speaks)
    {
        _speaksHttp = speaks;
        using var change = Interlocked.Exchange(ref _change, new CancellationTokenSource());
        await change.CancelAsync();
    }

    protected override async Task ServeAsync(NetworkStream near, NetworkStream far)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop, _change.Token);
        if (!_speaksHttp)
        {
            await PassAsync(near, far, stop.Token);
            return;
        }

        await near.ReadExactlyAsync(new byte[4], stop.Token);
        await near.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop.Token);
        Interlocked.Increment(ref _answered);
        await Task.Delay(100, stop.Token);
    }
}
