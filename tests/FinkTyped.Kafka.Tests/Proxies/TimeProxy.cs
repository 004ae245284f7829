using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using FinkTyped.Tests;

namespace FinkTyped.Kafka.Tests;

/// <summary>
/// Stands before the embedded broker, which cannot look up offsets by time: passes all requests on, and puts the offsets into its answers to those.
/// </summary>
internal sealed class TimeProxy : BrokerProxy
{
    private const short ListOffsets = 2;
    private const short ApiVersions = 18;

    private readonly Func<int, long, long> _lookUp;
    private int _answered;

    /// <param name="broker">The broker.</param>
    /// <param name="lookUp">The first offset of a partition at or after a time in milliseconds since 1970; -1 for none.</param>
    public TimeProxy(EmbeddedBroker broker, Func<int, long, long> lookUp) : base(broker.BootstrapServers, broker.Advertise) => _lookUp = lookUp;

    /// <summary>How many partitions were looked up by time.</summary>
    public int Answered => _answered;

    protected override Task ServeAsync(NetworkStream near, NetworkStream far)
    {
        var pending = new ConcurrentDictionary<int, byte[]>();
        return Task.WhenAny(
            PassAsync(near, far, request => pending[BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4))] = request),
            PassAsync(far, near, response =>
            {
                if (pending.TryRemove(BinaryPrimitives.ReadInt32BigEndian(response), out var request)) Change(request, response);
            }));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action<byte[]> look)
    {
        while (true)
        {
            var frame = await ReadFrameAsync(from);
            look(frame);
            await WriteFrameAsync(to, frame);
        }
    }

    private void Change(byte[] request, byte[] response)
    {
        var api = BinaryPrimitives.ReadInt16BigEndian(request);
        if (api == ApiVersions) OfferFirstVersion(response, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2)));
        else if (api == ListOffsets) PutOffsets(request, response);
    }

    /// <summary>Lets clients ask for offsets in version 1 of the request, the first that knows times.</summary>
    private static void OfferFirstVersion(byte[] response, short version)
    {
        if (version > 2 || BinaryPrimitives.ReadInt16BigEndian(response.AsSpan(4)) != 0) return;
        var count = BinaryPrimitives.ReadInt32BigEndian(response.AsSpan(6));
        for (var i = 0; i < count; i++)
        {
            var entry = response.AsSpan(10 + 6 * i);
            if (BinaryPrimitives.ReadInt16BigEndian(entry) == ListOffsets) BinaryPrimitives.WriteInt16BigEndian(entry[4..], 1);
        }
    }

    // Both list the same partitions: (id, time) in the request, (id, error, time, offset) in the answer.
    private void PutOffsets(byte[] request, byte[] response)
    {
        Assert.Equal(1, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2)));
        var times = new Dictionary<(string, int), long>();
        var asked = new Cursor(request, 8);
        asked.Text();
        asked.Int32();
        for (var topics = asked.Int32(); topics > 0; topics--)
        {
            var topic = asked.Text();
            for (var partitions = asked.Int32(); partitions > 0; partitions--) times[(topic, asked.Int32())] = asked.Int64();
        }

        var answer = new Cursor(response, 4);
        for (var topics = answer.Int32(); topics > 0; topics--)
        {
            var topic = answer.Text();
            for (var partitions = answer.Int32(); partitions > 0; partitions--)
            {
                var partition = answer.Int32();
                answer.Int16();
                answer.Int64();
                var place = answer.Position;
                answer.Int64();
                if (times[(topic, partition)] < 0) continue;
                BinaryPrimitives.WriteInt64BigEndian(response.AsSpan(place), _lookUp(partition, times[(topic, partition)]));
                Interlocked.Increment(ref _answered);
            }
        }
    }

    private sealed class Cursor(byte[] frame, int position)
    {
        public int Position { get; private set; } = position;

        public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

        public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

        public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

        public string Text() => Encoding.UTF8.GetString(Take(Math.Max((short)0, Int16())));

        private ReadOnlySpan<byte> Take(int length)
        {
            Position += length;
            return frame.AsSpan(Position - length, length);
        }
    }
}
