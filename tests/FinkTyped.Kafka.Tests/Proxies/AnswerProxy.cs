using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using FinkTyped.Tests;

namespace FinkTyped.Kafka.Tests;

/// <summary>Stands between a broker and its consumers, and has each answer in its hands. Publishers are left alone.</summary>
internal abstract class AnswerProxy(EmbeddedBroker broker) : BrokerProxy(broker.BootstrapServers, broker.Advertise)
{
    private const string Publisher = "finktyped-replay";

    protected override async Task ServeAsync(NetworkStream near, NetworkStream far)
    {
        var first = await ReadFrameAsync(near);
        await WriteFrameAsync(far, first);
        if (ClientOf(first) == Publisher)
        {
            await PassAsync(near, far, Stop);
            return;
        }

        using var closed = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var asking = near.CopyToAsync(far, closed.Token).ContinueWith(_ => far.Close(), TaskScheduler.Default);
        try
        {
            while (await AnswerAsync(near, await ReadFrameAsync(far)))
            {
            }
        }
        finally
        {
            await closed.CancelAsync();
            near.Close();
            await asking;
        }
    }

    /// <summary>Passes an answer on, or does to it what is the matter; false where the connection is to be closed.</summary>
    protected abstract Task<bool> AnswerAsync(NetworkStream near, byte[] answer);

    // Request: api, version, number, then the client's name with its length before it.
    private static string ClientOf(byte[] request)
    {
        var length = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(8));
        return length <= 0 ? "" : Encoding.UTF8.GetString(request, 10, length);
    }
}
