namespace FinkTyped;

/// <summary>
/// How well the shapes of encoded records are recognised in this process. Only what is not recognised is counted, since that is slow anyway: set
/// <see cref="Misses"/> beside the number of records that were read (history items, and about ten runs of fields an alert).
/// </summary>
public static class LayoutStatistics
{
    private static long _misses;
    private static long _learned;

    /// <summary>Records, or runs of fields, of no known shape: their values were walked over one by one.</summary>
    public static long Misses => Interlocked.Read(ref _misses);

    /// <summary>Shapes that were learned. Where this keeps growing, shapes are too many, and reading is slower than it could be.</summary>
    public static long Learned => Interlocked.Read(ref _learned);

    internal static void CountMiss() => Interlocked.Increment(ref _misses);

    internal static void CountLearned() => Interlocked.Increment(ref _learned);
}
