namespace FinkTyped.Extensions.Hosting;

/// <summary>Waits that double.</summary>
internal static class Backoff
{
    /// <summary>The wait after a failed attempt, the first being number 1.</summary>
    public static TimeSpan Delay(TimeSpan first, TimeSpan longest, int attempt)
    {
        var delay = first * Math.Pow(2, Math.Min(attempt - 1, 40));
        return delay < longest ? delay : longest;
    }
}
