namespace FinkTyped.Dashboard;

/// <summary>How a stream stands at one moment.</summary>
/// <param name="Total">How many alerts came since the dashboard began.</param>
/// <param name="PerSecond">How many came a second, over the last ten.</param>
/// <param name="Topics">The same for each topic, by name.</param>
/// <param name="Classes">How many alerts of each class, the most frequent first; at most 12, and the others together as "other".</param>
/// <param name="Magnitudes">How many alerts in each half magnitude from <see cref="FaintestMagnitude"/> down to <see cref="BrightestMagnitude"/>, the brightest first.</param>
/// <param name="Errors">The latest reasons why messages could not be decoded, the newest first.</param>
/// <param name="Stream">What the consumer says of itself; null where nobody told.</param>
public sealed record DashboardSnapshot(
    long Total,
    double PerSecond,
    IReadOnlyList<DashboardTopic> Topics,
    IReadOnlyList<KeyValuePair<string, long>> Classes,
    IReadOnlyList<long> Magnitudes,
    IReadOnlyList<string> Errors,
    DashboardConsumer? Stream)
{
    /// <summary>The bright end of <see cref="Magnitudes"/>; what is brighter counts there.</summary>
    public const double BrightestMagnitude = 12;

    /// <summary>The faint end of <see cref="Magnitudes"/>; what is fainter counts there.</summary>
    public const double FaintestMagnitude = 27;
}
