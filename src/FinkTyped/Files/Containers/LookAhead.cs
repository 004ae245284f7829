namespace FinkTyped;

/// <summary>
/// How much of a block that is looked at is read first: found out as blocks are looked at, for all files that are looked at in one way. What only a few of them
/// need is read of these alone. Used by one thread at a time.
/// </summary>
internal sealed class LookAhead
{
    private const int Window = 8;
    private const int Most = int.MaxValue / 8;

    // More is read to where it belongs, instead of through a buffer.
    private const int MostAtFirst = 8192;

    private int _looks;
    private int _misses;
    private int _least = int.MaxValue;

    /// <summary>That many bytes; enough for the first fields of an alert at first.</summary>
    public int Bytes { get; private set; } = 2048;

    /// <summary>Notes what was looked at of a block.</summary>
    /// <param name="isMissed">Whether it had better been read as a whole.</param>
    /// <param name="wanted">So many of its first bytes were wanted one after the other.</param>
    public void Note(bool isMissed, int wanted)
    {
        if (isMissed) _misses++;
        _least = Math.Min(_least, wanted);
        if (++_looks < Window) return;
        if (_misses >= Window / 2) Bytes = Math.Min(4 * Bytes, Most);
        else if (_least > Bytes) Bytes = Math.Min(_least, Math.Max(MostAtFirst, Bytes));
        (_looks, _misses, _least) = (0, 0, int.MaxValue);
    }
}
