using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>Where an <see cref="AlertReplay"/> publishes, and how fast.</summary>
public sealed record AlertReplayOptions
{
    /// <summary>The Kafka servers: <c>host:port</c>, comma-separated. Required.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The topic. Required.</summary>
    public required string Topic { get; init; }

    /// <summary>The partition to publish to. Default null: all in turn.</summary>
    public int? Partition { get; init; }

    /// <summary>The most alerts per second. Default null: as many as the server takes.</summary>
    public double? Rate { get; init; }

    /// <summary>How often a sequence is published. Default 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Changes any setting of the Kafka client after all others are made. Default null.</summary>
    public Action<ProducerConfig>? ConfigureKafka { get; init; }
}
