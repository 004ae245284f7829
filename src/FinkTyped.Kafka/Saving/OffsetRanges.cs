namespace FinkTyped.Kafka;

/// <summary>Offsets of a partition that are on disk, as ranges that neither touch nor overlap.</summary>
internal sealed class OffsetRanges
{
    private readonly List<(long First, long Last)> _ranges = [];

    /// <summary>The last offset of all; -1 where there is none.</summary>
    public long Last => _ranges.Count == 0 ? -1 : _ranges[^1].Last;

    /// <summary>Whether an offset is in one of the ranges.</summary>
    public bool Contains(long offset) => IndexBefore(offset) is >= 0 and var index && offset <= _ranges[index].Last;

    /// <summary>The first offset from one on that is in none of the ranges.</summary>
    public long FirstGap(long from) => IndexBefore(from) is >= 0 and var index && from <= _ranges[index].Last ? _ranges[index].Last + 1 : from;

    /// <summary>Adds a range.</summary>
    public void Add(long first, long last)
    {
        var from = IndexBefore(first);
        if (from < 0 || _ranges[from].Last < first - 1) from++;
        var to = from;
        for (; to < _ranges.Count && _ranges[to].First <= last + 1; to++)
        {
            first = Math.Min(first, _ranges[to].First);
            last = Math.Max(last, _ranges[to].Last);
        }

        _ranges.RemoveRange(from, to - from);
        _ranges.Insert(from, (first, last));
    }

    public void Clear() => _ranges.Clear();

    // The last range that begins at an offset or before.
    private int IndexBefore(long offset)
    {
        int low = 0, high = _ranges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= offset) low = middle + 1;
            else high = middle - 1;
        }

        return high;
    }
}
