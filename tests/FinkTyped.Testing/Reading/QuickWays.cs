using FinkTyped.Plans;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Reads alerts in the ways that take little time, so that very many can be tried: walking, skipping, decoding, and a query that asks for
/// whatever comes to its mind. See <see cref="EveryWay"/> for the others. All are decoded; the other ways are tried on one in so many.
/// </summary>
internal sealed class QuickWays(AvroRecordSchema schema, GuardedMemory memory, Random random, int oneIn = 1)
{
    private readonly StubbornQuery _stubborn = new(schema, random, maxRounds: 1);

    /// <summary>How many datums were readable, and how many were not.</summary>
    public (long Accepted, long Refused) Counts { get; private set; }

    /// <summary>Tries these ways; a failed assertion names the way, and its message holds the bytes.</summary>
    public void Check(ReadOnlySpan<byte> bytes)
    {
        var datum = memory.AtEnd(bytes);
        var decoded = EveryWay.Try("decode", datum, Decode);
        Counts = decoded.IsRefused ? (Counts.Accepted, Counts.Refused + 1) : (Counts.Accepted + 1, Counts.Refused);
        if (random.Next(oneIn) > 0) return;
        EveryWay.AgreeOnValue("decode", EveryWay.Try("walk", datum, Walk), decoded, datum);
        EveryWay.Try("skip", datum, Skip);
        EveryWay.Try("stubborn query", datum, Ask);
    }

    private object? Walk(ReadOnlySpan<byte> datum)
    {
        DatumFaults.Validate(schema, datum);
        return null;
    }

    private object? Skip(ReadOnlySpan<byte> datum)
    {
        var reader = new AvroReader(datum);
        StepWalker.Skip(ref reader, schema);
        return null;
    }

    // What is decoded is not looked at: that takes longer than all the rest.
    private object? Decode(ReadOnlySpan<byte> datum)
    {
        DynamicRecord.Decode(schema, schema, datum);
        return null;
    }

    private object? Ask(ReadOnlySpan<byte> datum)
    {
        _stubborn.TryEvaluate(schema, datum, out _);
        return null;
    }
}
