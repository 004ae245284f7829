namespace FinkTyped.Kafka;

/// <summary>Requests of Kafka's protocol that <see cref="EmbeddedBroker.FailNext"/> can fail. The numbers are the protocol's.</summary>
public enum KafkaRequest
{
    /// <summary>Messages to be written.</summary>
    Produce = 0,

    /// <summary>Messages to be read.</summary>
    Fetch = 1,

    /// <summary>First and last offsets, and offsets by time.</summary>
    ListOffsets = 2,

    /// <summary>Brokers, topics and partition leaders.</summary>
    Metadata = 3,

    /// <summary>Offsets to be committed.</summary>
    OffsetCommit = 8,

    /// <summary>Committed offsets.</summary>
    OffsetFetch = 9,

    /// <summary>Which broker coordinates a consumer group.</summary>
    FindCoordinator = 10,

    /// <summary>A consumer enters its group.</summary>
    JoinGroup = 11,

    /// <summary>A consumer is alive.</summary>
    Heartbeat = 12,

    /// <summary>A consumer leaves its group.</summary>
    LeaveGroup = 13,

    /// <summary>The group's assignment is handed out.</summary>
    SyncGroup = 14,
}
