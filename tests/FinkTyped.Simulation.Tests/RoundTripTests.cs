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
            var datum = alert.Encode();
            var decoded = AlertDecoder<T>.For(T.Schema).Decode(datum);

            Assert.True(alert.Equals(decoded), "the decoder gives another alert");
            Assert.True(datum.AsSpan().SequenceEqual(decoded.Encode()), "the decoded alert is written differently");
        }
    }
}
