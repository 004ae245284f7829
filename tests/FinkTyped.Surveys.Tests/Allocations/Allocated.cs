namespace FinkTyped.Surveys.Tests;

/// <summary>Counts what code allocates on its thread once it runs as it always will.</summary>
internal static class Allocated
{
    private const int WarmUps = 40;
    private const int Runs = 8;

    /// <summary>Bytes that a run allocates: the least of several, so that what happens once does not count.</summary>
    public static long By(Action run)
    {
        for (var i = 0; i < WarmUps; i++) run();
        var least = long.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
