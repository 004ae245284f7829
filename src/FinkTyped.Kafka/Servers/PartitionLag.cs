namespace FinkTyped.Kafka;

/// <summary>How far a group has come in a partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Low">The offset of the oldest message that the server still has.</param>
/// <param name="High">The offset after the newest message.</param>
/// <param name="Committed">The offset of the next message to be processed; null where the group has processed none.</param>
public sealed record PartitionLag(string Topic, int Partition, long Low, long High, long? Committed)
{
    /// <summary>How many messages the group has not processed; those that the server no longer has do not count.</summary>
    public long Lag => High - Math.Max(Low, Committed ?? Low);
}
