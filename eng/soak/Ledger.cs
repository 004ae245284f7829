namespace FinkTyped.Soak;

/// <summary>Which ids were received, and how often.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _ahead = [];
    private long _allBelow;

    /// <summary>How many different ids were received.</summary>
    public long Received { get; private set; }

    /// <summary>How many ids were received once more than needed.</summary>
    public long Duplicated { get; private set; }

    /// <summary>The smallest id that was not received.</summary>
    public long FirstMissing
    {
        get
        {
            lock (_gate) return _allBelow;
        }
    }

    public void Note(long id)
    {
        lock (_gate)
        {
            if (id < _allBelow || !_ahead.Add(id))
            {
                Duplicated++;
                return;
            }

            Received++;
            while (_ahead.Remove(_allBelow)) _allBelow++;
        }
    }
}
