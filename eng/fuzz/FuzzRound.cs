using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz;

/// <summary>One round of a kind: its source of chance, memory between guard pages, and the case it is at.</summary>
internal sealed class FuzzRound(FuzzKind kind, long number, Random random, GuardedMemory memory, GuardedMemory keys)
{
    private volatile FuzzCase? _case;

    public FuzzKind Kind => kind;

    public long Number => number;

    public Random Random => random;

    /// <summary>For the bytes to be read.</summary>
    public GuardedMemory Memory => memory;

    /// <summary>For what comes with them.</summary>
    public GuardedMemory Keys => keys;

    /// <summary>The case that runs; null between cases.</summary>
    public FuzzCase? Case => _case;

    /// <summary>Says what is read next, so that it can be saved should it turn out badly.</summary>
    public void Begin(ReadOnlyMemory<byte> bytes, AvroSchema? writer = null, AvroSchema? reader = null) =>
        _case = new FuzzCase(bytes, writer, reader, Environment.TickCount64);

    /// <summary>Counts the outcome of a case.</summary>
    public void Count(bool isAccepted) => kind.Tally.Add(isAccepted ? 1 : 0, isAccepted ? 0 : 1);

    public void Count((long Accepted, long Refused) counts) => kind.Tally.Add(counts.Accepted, counts.Refused);

    /// <summary>The seed of a round's chance: nearby rounds have nothing in common.</summary>
    public static int SeedOf(long seed, string kind, long number)
    {
        var mixed = (ulong)seed;
        foreach (var letter in kind) mixed = Mix(mixed ^ letter);
        return (int)(Mix(mixed ^ (ulong)number) >> 33);
    }

    // The finaliser of SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

/// <summary>The bytes of a case, the schemas where it has them, and when it began.</summary>
internal sealed record FuzzCase(ReadOnlyMemory<byte> Bytes, AvroSchema? Writer, AvroSchema? Reader, long Start);
