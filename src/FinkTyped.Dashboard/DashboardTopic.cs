namespace FinkTyped.Dashboard;

/// <summary>A topic of a stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Total">How many alerts came.</param>
/// <param name="PerSecond">How many came a second, over the last ten.</param>
/// <param name="Errors">How many messages could not be decoded.</param>
public sealed record DashboardTopic(string Name, long Total, double PerSecond, long Errors);
