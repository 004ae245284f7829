namespace FinkTyped.Dashboard;

/// <summary>What a consumer says of itself.</summary>
/// <param name="Group">The consumer group.</param>
/// <param name="Partitions">How many partitions it reads.</param>
/// <param name="Lag">How many messages wait.</param>
/// <param name="LastError">The last error of the connection; null where there was none.</param>
public sealed record DashboardConsumer(string Group, int Partitions, long Lag, string? LastError);
