using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FinkTyped.Plans;

/// <summary>
/// Guesses which of several layouts bytes have, by a few bits of four bytes in which the layouts differ. The shape of an item says little of that
/// of the next (of real alerts' history, seven of ten are alike), and a guess that waits for the bytes costs less than three of ten that are wrong.
/// </summary>
internal sealed class LayoutIndex
{
    /// <summary>So many layouts are told apart, those found most: to choose bytes takes a time that grows with the square.</summary>
    public const int MostToldApart = 16;

    // More bytes tell a few more layouts apart, and cost every item more than that saves.
    private const int Bytes = 4;
    private const int Bits = 8;

    private readonly Layout?[] _guesses = new Layout?[1 << Bits];
    private readonly Layout?[] _seconds = new Layout?[1 << Bits];
    private readonly int _first, _second, _third, _fourth;
    private readonly uint _mask;

    /// <summary>Finds the bits that tell the layouts apart best, above all those that were found most.</summary>
    public LayoutIndex(IEnumerable<Layout> layouts)
    {
        Layout[] ordered = [.. layouts.OrderByDescending(layout => layout.Finds)];
        var alike = PairsOf(ordered.AsSpan(0, Math.Min(ordered.Length, MostToldApart)));
        var chosen = new int[Bytes];
        var left = alike.ToList();
        for (var i = 0; i < Bytes && left.Count > 0; i++)
        {
            chosen[i] = Best(ordered.Max(layout => layout.Length), at => WeightOf(left, at, 0xFF));
            left.RemoveAll(pair => pair.DiffersAt(chosen[i], 0xFF));
        }

        for (var i = 0; i < Bits; i++)
        {
            var bit = Best(8 * Bytes, b => WeightOf(alike, chosen[b / 8], 1 << (b % 8)));
            if (alike.RemoveAll(pair => pair.DiffersAt(chosen[bit / 8], 1 << (bit % 8))) == 0) break;
            _mask |= 1u << bit;
        }

        (_first, _second, _third, _fourth) = (chosen[0], chosen[1], chosen[2], chosen[3]);
        Reach = chosen.Max() + 1;
        for (var i = ordered.Length - 1; i >= 0; i--) Add(ordered[i]);
    }

    /// <summary>How many bytes must be readable for a guess.</summary>
    public int Reach { get; }

    /// <summary>The layout that bytes like these had the last time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Layout? Guess(ref byte data) => _guesses[Key(ref data)];

    /// <summary>The layout that bytes like these had before that. More than two are seldom alike.</summary>
    public Layout? GuessAgain(ref byte data) => _seconds[Key(ref data)];

    /// <summary>Takes in a layout: as the guess for all bytes of its shape, which may leave some of the bits open.</summary>
    public void Add(Layout layout)
    {
        var (fixedBits, value) = (0u, 0u);
        var at = (ReadOnlySpan<int>)[_first, _second, _third, _fourth];
        for (var i = 0; i < Bytes; i++)
        {
            if (at[i] >= layout.Length) continue;
            fixedBits |= (uint)layout.MaskAt(at[i]) << (8 * i);
            value |= (uint)layout.ValueAt(at[i]) << (8 * i);
        }

        // Each subset of the open bits, down to none.
        var open = _mask & ~fixedBits;
        for (var bits = open; ; bits = (bits - 1) & open)
        {
            _guesses[Key(value | bits)] = layout;
            if (bits == 0) break;
        }
    }

    /// <summary>Remembers which layout bytes had for which the guess was wrong. Threads may overwrite each other's: it is a guess.</summary>
    public void Remember(ref byte data, Layout layout)
    {
        var key = Key(ref data);
        (_guesses[key], _seconds[key]) = (layout, _guesses[key]);
    }

    private static List<Pair> PairsOf(ReadOnlySpan<Layout> layouts)
    {
        var pairs = new List<Pair>();
        for (var i = 0; i < layouts.Length; i++)
        {
            for (var k = 0; k < i; k++) pairs.Add(new(layouts[i], layouts[k]));
        }

        return pairs;
    }

    private static int Best(int count, Func<int, long> weight)
    {
        var (best, most) = (0, 0L);
        for (var i = 0; i < count; i++)
        {
            if (weight(i) is var w && w > most) (best, most) = (i, w);
        }

        return best;
    }

    private static long WeightOf(List<Pair> pairs, int at, int bits)
    {
        var weight = 0L;
        foreach (var pair in pairs)
        {
            if (pair.DiffersAt(at, bits)) weight += pair.Weight;
        }

        return weight;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Key(ref byte data) => Key(
        Unsafe.Add(ref data, _first)
            | ((uint)Unsafe.Add(ref data, _second) << 8)
            | ((uint)Unsafe.Add(ref data, _third) << 16)
            | ((uint)Unsafe.Add(ref data, _fourth) << 24));

    // Where bits cannot be put side by side, a multiplicative hash, whose upper bits depend on all of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Key(uint bytes) =>
        Bmi2.IsSupported ? (byte)Bmi2.ParallelBitExtract(bytes, _mask) : (byte)(((bytes & _mask) * 0x9E37_79B1) >> (32 - Bits));

    private readonly struct Pair(Layout one, Layout other)
    {
        public long Weight { get; } = (one.Finds + 1L) * (other.Finds + 1L);

        // Whether bits of a byte decide between the two. Beyond the end of one is what follows it, which says nothing.
        public bool DiffersAt(int at, int bits) => at < one.Length && at < other.Length
            && ((one.ValueAt(at) ^ other.ValueAt(at)) & one.MaskAt(at) & other.MaskAt(at) & bits) != 0;
    }
}
