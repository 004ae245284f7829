using System.Runtime.CompilerServices;

namespace FinkTyped.Layouts;

/// <summary>
/// The layouts learned for one record type or run. Threads share it: the list is replaced as a whole, a layout never changes. Where shapes
/// are too many to be worth it, it stops learning, and values are walked.
/// </summary>
internal sealed class LayoutSet
{
    private const int Capacity = 64;

    // When full: after so many misses, the half that was found least makes room.
    private const int MissesUntilRenewal = 4096;

    private readonly Lock _gate = new();
    private volatile Layout[] _layouts = [];
    private Layout? _last;
    private int _misses;

    /// <summary>How many shapes are known.</summary>
    public int Count => _layouts.Length;

    /// <summary>
    /// The layout that the bytes at <paramref name="data"/> have; null where none of the known ones fits.
    /// </summary>
    /// <param name="data">The first byte of the record or run.</param>
    /// <param name="remaining">Bytes from there to the end of the datum.</param>
    /// <param name="previous">The layout of the item before, whose usual successor is tried first; null where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Layout? Recognise(ref byte data, int remaining, Layout? previous = null)
    {
        var likely = previous is null ? _last : previous.Successor;
        if (likely is not null && likely.PaddedLength <= remaining && likely.Matches(ref data)) return likely;
        return Search(ref data, remaining, previous);
    }

    /// <summary>Adds a layout that was just learned, if there is room.</summary>
    public void Learn(Layout layout)
    {
        lock (_gate)
        {
            var layouts = _layouts;
            if (layouts.Length == Capacity)
            {
                if (_misses < MissesUntilRenewal) return;
                layouts = [.. layouts.OrderByDescending(l => l.Finds).Take(Capacity / 2)];
                foreach (var kept in layouts) kept.Finds = 0;
            }

            _misses = 0;
            _layouts = [.. layouts, layout];
            _last = layout;
        }
    }

    /// <summary>Whether a layout just learned would be kept: learning costs more than walking.</summary>
    public bool IsLearning => _layouts.Length < Capacity || _misses >= MissesUntilRenewal;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Layout? Search(ref byte data, int remaining, Layout? previous)
    {
        foreach (var layout in _layouts)
        {
            if (layout.PaddedLength <= remaining ? !layout.Matches(ref data) : layout.Length > remaining || !layout.MatchesNearEnd(ref data))
            {
                continue;
            }

            layout.Finds++;
            _last = layout;
            if (previous is not null) previous.Successor = layout;
            return layout;
        }

        _misses++;
        return null;
    }
}
