using System.Numerics;
using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>
/// The layouts learned for one record type or run. Threads share it: the list is replaced as a whole, a layout never changes. Where shapes
/// are too many to be worth it, it stops learning, and values are walked.
/// </summary>
internal sealed class LayoutSet
{
    private const int Capacity = 64;

    // When full: after so many misses, the half that was looked for least makes room. One that was always guessed may be learned anew.
    private const int MissesUntilRenewal = 4096;

    // After so many shapes that no layout can hold, only one miss in so many is tried.
    private const int RefusalsUntilRest = 16;
    private const int MissesPerTrial = 256;

    // The index is made anew after so many guesses that were wrong, then after twice as many, and so on, but only so often: it takes a
    // millisecond or two. A new layout gives cause to begin again, as long as they are few.
    private const int WrongGuessesUntilRenewal = 32;
    private const int MaxRenewals = 8;

    private readonly Lock _gate = new();
    private volatile Layout[] _layouts = [];
    private volatile LayoutIndex? _index;
    private Layout? _last;
    private int _misses;
    private int _wrongGuesses;
    private int _renewals;
    private int _refusals;

    /// <summary>The layout learned last or, where none is guessed by its bytes, found last by search: a hint where to begin.</summary>
    public Layout? Last => _last;

    /// <summary>So many bytes are enough for any of the shapes that were known so far.</summary>
    public int Longest { get; private set; }

    /// <summary>How many shapes are known.</summary>
    public int Count => _layouts.Length;

    /// <summary>The layout that the bytes at <paramref name="data"/> have; null where none of the known ones fits.</summary>
    /// <param name="data">The first byte of the record or run.</param>
    /// <param name="remaining">Bytes from there to the end of the datum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Layout? Recognise(ref byte data, int remaining)
    {
        var likely = _index is { } index && index.Reach <= remaining ? index.Guess(ref data) : _last;
        return likely is not null && likely.PaddedLength <= remaining && likely.Matches(ref data) ? likely : Search(ref data, remaining);
    }

    /// <summary>Passes over items of known layouts that follow each other.</summary>
    /// <param name="data">The first byte of the first item.</param>
    /// <param name="remaining">Bytes from there to the end of the datum; then from the first item that was not passed.</param>
    /// <param name="count">How many items there are; then how many are left.</param>
    /// <param name="least">No item is begun with less than so many bytes left.</param>
    public void PassRun(ref byte data, ref int remaining, ref int count, int least)
    {
        // In registers: of a reference each item would be stored and loaded again.
        var (bytes, items) = (remaining, count);
        var index = _index;
        least = Math.Max(least, index?.Reach ?? 0);
        var likely = _last;
        for (; items > 0 && bytes >= least; items--)
        {
            if (index is not null) likely = index.Guess(ref data);
            if (likely is null || likely.PaddedLength > bytes || !likely.Matches(ref data))
            {
                likely = Search(ref data, bytes);
                if (likely is null) break;
            }

            data = ref Unsafe.Add(ref data, likely.Length);
            bytes -= likely.Length;
        }

        (remaining, count) = (bytes, items);
    }

    /// <summary>Adds a layout that was just learned, if there is room.</summary>
    public void Learn(Layout layout)
    {
        lock (_gate)
        {
            var layouts = _layouts;
            var index = _index;
            if (layouts.Length == Capacity)
            {
                if (_misses < MissesUntilRenewal) return;
                layouts = [.. layouts.OrderByDescending(l => l.Finds).Take(Capacity / 2)];
                foreach (var kept in layouts) kept.Finds = 0;
                index = null;
            }

            LayoutStatistics.CountLearned();
            _misses = 0;
            if (layouts.Length < LayoutIndex.MostToldApart) _renewals = 0;
            Longest = Math.Max(Longest, layout.PaddedLength);
            _layouts = layouts = [.. layouts, layout];
            // Which bytes tell layouts apart takes a while to find out: not for each of many.
            if (layouts.Length > 2 && (index is null || BitOperations.IsPow2(layouts.Length))) index = new LayoutIndex(layouts);
            else index?.Add(layout);
            _index = index;
            _last = layout;
        }
    }

    /// <summary>
    /// Whether to learn the shape of what no layout fits. Learning costs more than walking, so not where a layout would not be kept; and
    /// seldom where shapes proved to be such that no layout can hold them.
    /// </summary>
    public bool IsLearning => (_layouts.Length < Capacity || _misses >= MissesUntilRenewal)
        && (_refusals < RefusalsUntilRest || _misses % MissesPerTrial == 0);

    /// <summary>Counts a shape that no layout can hold.</summary>
    public void Refuse() => _refusals++;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Layout? Search(ref byte data, int remaining)
    {
        var index = _index is { } known && known.Reach <= remaining ? known : null;
        var layout = index?.GuessAgain(ref data);
        if (layout is null || layout.PaddedLength > remaining || !layout.Matches(ref data))
        {
            layout = SearchAll(ref data, remaining);
            if (layout is null) return null;
        }

        // No more is written than has to be: other threads have to fetch again what is.
        if (index is null)
        {
            _last = layout;
            return layout;
        }

        index.Remember(ref data, layout);
        if (_renewals < MaxRenewals) Note(layout);
        return layout;
    }

    private Layout? SearchAll(ref byte data, int remaining)
    {
        foreach (var layout in _layouts)
        {
            if (layout.PaddedLength <= remaining ? layout.Matches(ref data) : layout.Length <= remaining && layout.MatchesNearEnd(ref data))
            {
                return layout;
            }
        }

        _misses++;
        LayoutStatistics.CountMiss();
        return null;
    }

    // Which layouts are worth telling apart shows with time.
    private void Note(Layout layout)
    {
        layout.Finds++;
        if (++_wrongGuesses < WrongGuessesUntilRenewal << _renewals) return;
        lock (_gate)
        {
            if (_wrongGuesses < WrongGuessesUntilRenewal << _renewals) return;
            _wrongGuesses = 0;
            _renewals++;
            _index = new LayoutIndex(_layouts);
        }
    }
}
