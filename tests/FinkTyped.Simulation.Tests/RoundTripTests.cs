using System.Buffers;

namespace FinkTyped.Simulation.Tests;

/// <summary>Simulated alerts survive being written and read, by the straight reader and through layouts alike.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Simulated_ZTF_alerts_are_read_back_equal() => Check(new ZtfSimulator(11).Enumerate(40));

    [Fact]
    public void Simulated_LSST_alerts_are_read_back_equal() => Check(new LsstSimulator(11).Enumerate(10));

    private static void Check<T>(IEnumerable<T> alerts) where T : class, IAvroRecord<T>
    {
        foreach (var alert in alerts)
        {
            var datum = Write(alert);
            var decoded = AlertDecoder<T>.For(T.Schema).Decode(datum);

            Assert.True(alert.Equals(decoded), "the decoder gives another alert");
            Assert.True(datum.AsSpan().SequenceEqual(Write(decoded)), "the decoded alert is written differently");
        }
    }

    private static byte[] Write<T>(T alert) where T : class, IAvroRecord<T>
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        alert.Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
