namespace FinkTyped.Fuzz;

/// <summary>One kind of hostile input. A round makes some cases of it by chance, and is the same for the same seed and number.</summary>
internal abstract class FuzzKind(string name)
{
    private long _next;
    private long _ticks;

    public string Name { get; } = name;

    /// <summary>How many rounds go through all there is to try; null where there is no end to it.</summary>
    public virtual long? Rounds => null;

    /// <summary>What was counted so far.</summary>
    public Tally Tally { get; } = new();

    /// <summary>The time taken so far: the kind that had the least is next.</summary>
    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>The number of the next round.</summary>
    public long TakeRound() => Interlocked.Increment(ref _next) - 1;

    public void AddTime(long ticks) => Interlocked.Add(ref _ticks, ticks);

    public abstract void Run(FuzzRound round);
}

/// <summary>Counts of cases, from several threads.</summary>
internal sealed class Tally
{
    private long _accepted;
    private long _refused;
    private long _findings;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Refused => Interlocked.Read(ref _refused);

    public long Findings => Interlocked.Read(ref _findings);

    public long Cases => Accepted + Refused;

    public void Add(long accepted, long refused)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _refused, refused);
    }

    public void AddFinding() => Interlocked.Increment(ref _findings);
}
