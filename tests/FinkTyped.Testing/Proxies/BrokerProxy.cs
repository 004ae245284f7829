using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FinkTyped.Tests;

/// <summary>Stands before the embedded broker, for what that does not do itself. Clients are told its address instead of the broker's.</summary>
internal abstract class BrokerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _broker;
    private readonly Task _accepting;

    /// <param name="broker">The broker's address.</param>
    /// <param name="advertise">Makes a broker, by its id, tell clients another address.</param>
    protected BrokerProxy(string broker, Action<int, string, int> advertise)
    {
        _broker = IPEndPoint.Parse(broker);
        _listener.Start();
        var address = (IPEndPoint)_listener.LocalEndpoint;
        Address = address.ToString();
        advertise(1, "127.0.0.1", address.Port);
        _accepting = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    protected CancellationToken Stop => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    /// <summary>Serves a connection until it is to be closed.</summary>
    protected abstract Task ServeAsync(NetworkStream near, NetworkStream far);

    /// <summary>Passes bytes on as they come.</summary>
    protected Task PassAsync(NetworkStream near, NetworkStream far, CancellationToken stop) =>
        Task.WhenAny(near.CopyToAsync(far, stop), far.CopyToAsync(near, stop));

    protected async Task<byte[]> ReadFrameAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, Stop);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, Stop);
        return frame;
    }

    protected async Task WriteFrameAsync(NetworkStream stream, byte[] frame)
    {
        var whole = new byte[4 + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(whole, frame.Length);
        frame.CopyTo(whole.AsSpan(4));
        await stream.WriteAsync(whole, Stop);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var upstream = new TcpClient())
            {
                await upstream.ConnectAsync(_broker, _stop.Token);
                client.NoDelay = upstream.NoDelay = true;
                await ServeAsync(client.GetStream(), upstream.GetStream());
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is closed.
        }
    }
}
