using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>
/// Guesses which of several layouts bytes have, by the four bytes in which the layouts differ most, which saves trying them in turn. Not for
/// the first guess at an item of an array: that must not wait for the bytes, so that the processor can run ahead to the next item.
/// </summary>
internal sealed class LayoutIndex
{
    private const int Bytes = 4;

    private readonly Layout?[] _guesses = new Layout?[256];
    private readonly int _first, _second, _third, _fourth;
    private readonly uint _mask;

    /// <summary>Finds the bytes that tell the layouts apart best.</summary>
    public LayoutIndex(IReadOnlyList<Layout> layouts)
    {
        var length = layouts.Min(l => l.Length);
        var masks = Enumerable.Range(0, length).Select(at => layouts.Aggregate((byte)0xFF, (mask, l) => (byte)(mask & l.MaskAt(at)))).ToArray();
        var telling = Enumerable.Range(0, length).Where(at => masks[at] != 0).ToArray();
        // Each layout's values in the bytes chosen so far; one byte after the other is chosen that adds most to what they tell.
        var values = new uint[layouts.Count];
        Span<int> chosen = stackalloc int[Bytes];
        for (var i = 0; i < Bytes; i++)
        {
            chosen[i] = Best(telling, at => layouts.Select((l, n) => (values[n], l.ValueAt(at) & masks[at])).Distinct().Count());
            for (var n = 0; n < values.Length; n++) values[n] |= (uint)(layouts[n].ValueAt(chosen[i]) & masks[chosen[i]]) << (8 * i);
            _mask |= (uint)masks[chosen[i]] << (8 * i);
            Reach = Math.Max(Reach, chosen[i] + 1);
        }

        (_first, _second, _third, _fourth) = (chosen[0], chosen[1], chosen[2], chosen[3]);
        foreach (var layout in layouts) Add(layout);
    }

    /// <summary>How many bytes must be readable for a guess.</summary>
    public int Reach { get; }

    /// <summary>The layout that bytes like these had the last time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Layout? Guess(ref byte data) => _guesses[Key(ref data)];

    /// <summary>Takes in a layout learned since, by the bytes that tell the others apart.</summary>
    public void Add(Layout layout)
    {
        if (layout.Length >= Reach) _guesses[Key(ValueOf(layout))] = layout;
    }

    /// <summary>Remembers which layout bytes had for which the guess was wrong. Threads may overwrite each other's: it is a guess.</summary>
    public void Remember(ref byte data, Layout layout) => _guesses[Key(ref data)] = layout;

    private uint ValueOf(Layout layout) => _mask
        & (layout.ValueAt(_first)
            | ((uint)layout.ValueAt(_second) << 8)
            | ((uint)layout.ValueAt(_third) << 16)
            | ((uint)layout.ValueAt(_fourth) << 24));

    private static int Best(int[] places, Func<int, int> count)
    {
        var (best, most) = (0, 0);
        foreach (var at in places)
        {
            var distinct = count(at);
            if (distinct > most) (best, most) = (at, distinct);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Key(ref byte data) => Key(
        (Unsafe.Add(ref data, _first)
            | ((uint)Unsafe.Add(ref data, _second) << 8)
            | ((uint)Unsafe.Add(ref data, _third) << 16)
            | ((uint)Unsafe.Add(ref data, _fourth) << 24)) & _mask);

    // A multiplicative hash: its upper bits depend on all bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Key(uint values) => (byte)((values * 0x9E37_79B1) >> 24);
}
