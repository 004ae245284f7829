namespace FinkTyped.Kafka;

/// <summary>How an <see cref="EmbeddedBroker"/> is set up.</summary>
public sealed record EmbeddedBrokerOptions
{
    /// <summary>Number of brokers, with ids from 1. Default 1; faults that move leaders or coordinators need more.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>
    /// Partitions of a topic made by <see cref="EmbeddedBroker.CreateTopic"/> without a number of its own. Default 10, as Fink's LSST topics
    /// have. Each partition keeps its last 5 MB.
    /// </summary>
    public int Partitions { get; init; } = 10;

    /// <summary>
    /// How long the first consumer of a group waits for others before it is given partitions. Default 0; a real broker's default is 3 s.
    /// </summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;
}
