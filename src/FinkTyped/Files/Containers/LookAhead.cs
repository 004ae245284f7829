namespace FinkTyped;

/// <summary>
/// How much of a block that is looked at is read first: found out as blocks are looked at, for all files that are looked at in one way. What only a few of them
/// need is read of these alone. Used by one thread at a time.
/// </summary>
internal sealed class LookAhead
{
    private const int Window = 8;
    private const int Most = int.MaxValue / 8;

    private int _looks;
    private int _misses;

    /// <summary>That many bytes; enough for the first fields of an alert at first.</summary>
    public int Bytes { get; private set; } = 2048;

    /// <summary>Notes whether a block's first bytes were too few.</summary>
    public void Note(bool isMissed)
    {
        if (isMissed) _misses++;
        if (++_looks < Window) return;
        if (_misses >= Window / 2) Bytes = Math.Min(4 * Bytes, Most);
        (_looks, _misses) = (0, 0);
    }
}
