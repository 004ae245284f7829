using System.Buffers;
using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation;

/// <summary>
/// Makes alerts that look like a survey's, one after the other, as long as one asks. The same seed gives the same alerts, byte for byte:
/// nothing depends on the clock, the culture or the number of threads. Not thread-safe.
/// </summary>
/// <typeparam name="T">The survey's alert.</typeparam>
public abstract class AlertSimulator<T> where T : class, IAvroRecord<T>
{
    private readonly ulong _seed;
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private ulong _made;

    private protected AlertSimulator(long seed) => _seed = (ulong)seed;

    /// <summary>The next alert.</summary>
    public T Next() => Make(new SimulationRandom(_seed, _made++));

    /// <summary>The next alert as an Avro datum of the survey's schema: what a Kafka message holds.</summary>
    public byte[] NextDatum() => Encode(Next());

    /// <summary>The next <paramref name="count"/> alerts, each made when it is asked for.</summary>
    public IEnumerable<T> Enumerate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Take(count, Next);
    }

    /// <summary>The next <paramref name="count"/> alerts as Avro datums, each made when it is asked for.</summary>
    public IEnumerable<byte[]> EnumerateDatums(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Take(count, NextDatum);
    }

    private protected abstract T Make(SimulationRandom random);

    private static IEnumerable<TItem> Take<TItem>(int count, Func<TItem> next)
    {
        for (var i = 0; i < count; i++) yield return next();
    }

    private byte[] Encode(T alert)
    {
        _encoded.ResetWrittenCount();
        alert.EncodeTo(_encoded);
        return _encoded.WrittenSpan.ToArray();
    }
}
