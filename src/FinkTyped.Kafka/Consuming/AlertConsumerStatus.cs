namespace FinkTyped.Kafka;

/// <summary>How a consumer stands at one moment; see <see cref="AlertConsumer.GetStatusAsync"/>.</summary>
public sealed record AlertConsumerStatus
{
    /// <summary>How many partitions this consumer reads now.</summary>
    public int Partitions { get; init; }

    /// <summary>How many messages of these partitions are not processed yet; a partition counts from its first message on.</summary>
    public long Lag { get; init; }

    /// <summary>How many decoded alerts wait for the reader.</summary>
    public int BufferedMessages { get; init; }

    /// <summary>How many bytes, as encoded, wait for the reader.</summary>
    public long BufferedBytes { get; init; }

    /// <summary>The last error that the Kafka client reported, which may have healed since; null where it reported none.</summary>
    public string? LastError { get; init; }

    /// <summary>When <see cref="LastError"/> was reported, UTC.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }
}
