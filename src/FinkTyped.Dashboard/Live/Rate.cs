namespace FinkTyped.Dashboard.Live;

/// <summary>How many of something there were, and how many a second over the last ten.</summary>
internal sealed class Rate(TimeProvider time)
{
    private const int Seconds = 10;

    private readonly long[] _counts = new long[Seconds + 1];
    private readonly long _start = time.GetTimestamp();
    private long _second;

    /// <summary>All of them.</summary>
    public long Total { get; private set; }

    public void Count(int number = 1)
    {
        MoveOn();
        _counts[_second % _counts.Length] += number;
        Total += number;
    }

    /// <summary>Per second over the last ten full seconds, or as long as it has been counted.</summary>
    public double PerSecond()
    {
        MoveOn();
        var sum = _counts.Sum() - _counts[_second % _counts.Length];
        return (double)sum / Math.Clamp(_second, 1, Seconds);
    }

    private void MoveOn()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        if (now - _second >= _counts.Length) Array.Clear(_counts);
        else for (var second = _second + 1; second <= now; second++) _counts[second % _counts.Length] = 0;
        _second = now;
    }
}
