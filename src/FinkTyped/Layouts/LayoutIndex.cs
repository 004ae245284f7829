using System.Runtime.CompilerServices;

namespace FinkTyped.Layouts;

/// <summary>
/// Guesses which of several layouts bytes have, by two bytes in which the layouts differ most, which saves trying them in turn. Not for the
/// first guess: that must not wait for the bytes, so that the processor can run ahead to the next item.
/// </summary>
internal sealed class LayoutIndex
{
    private readonly Layout?[] _guesses = new Layout?[256];
    private readonly int _first;
    private readonly int _second;
    private readonly byte _firstMask;
    private readonly byte _secondMask;

    /// <summary>Finds the two bytes that tell the layouts apart best.</summary>
    public LayoutIndex(IReadOnlyList<Layout> layouts)
    {
        var length = layouts.Min(l => l.Length);
        var masks = Enumerable.Range(0, length).Select(at => layouts.Aggregate((byte)0xFF, (mask, l) => (byte)(mask & l.MaskAt(at)))).ToArray();
        _first = Best(length, at => layouts.Select(l => l.ValueAt(at) & masks[at]).Distinct().Count());
        _second = Best(length, at => layouts.Select(l => (l.ValueAt(_first) & masks[_first], l.ValueAt(at) & masks[at])).Distinct().Count());
        (_firstMask, _secondMask) = (masks[_first], masks[_second]);
        Reach = Math.Max(_first, _second) + 1;
        foreach (var layout in layouts) _guesses[Key(layout.ValueAt(_first), layout.ValueAt(_second))] = layout;
    }

    /// <summary>How many bytes must be readable for a guess.</summary>
    public int Reach { get; }

    /// <summary>The layout that bytes like these had the last time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Layout? Guess(ref byte data) => _guesses[Key(Unsafe.Add(ref data, _first), Unsafe.Add(ref data, _second))];

    /// <summary>Remembers which layout bytes had for which the guess was wrong. Threads may overwrite each other's: it is a guess.</summary>
    public void Remember(ref byte data, Layout layout) => _guesses[Key(Unsafe.Add(ref data, _first), Unsafe.Add(ref data, _second))] = layout;

    private static int Best(int length, Func<int, int> count)
    {
        var (best, most) = (0, 0);
        for (var at = 0; at < length; at++)
        {
            var distinct = count(at);
            if (distinct > most) (best, most) = (at, distinct);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Key(byte first, byte second) => (byte)((first & _firstMask) ^ byte.RotateLeft((byte)(second & _secondMask), 3));
}
