using Confluent.Kafka;

namespace FinkTyped.Kafka;

// Offsets of what was processed: handed to librdkafka, whose timer commits them.
internal sealed partial class ConsumerLoop
{
    private void StoreProgress(long now)
    {
        if (now - _lastStore < StoreInterval.TotalMilliseconds) return;
        _lastStore = now;
        DeliverStaged();
        // Where a query rejects nearly all of a busy stream, nothing else would do it for long.
        Buffer.HandOver();
        foreach (var partition in _assigned.Values) StoreProgress(partition);
    }

    private void StoreProgress(AssignedPartition partition)
    {
        if (!CommitsAhead && !partition.IsStale && partition.TryTakeProgress(out var next)) Store(partition, next);
    }

    private void Store(AssignedPartition partition, long next)
    {
        try
        {
            Consumer.StoreOffset(new TopicPartitionOffset(partition.Topic, partition.Partition, next));
        }
        catch (KafkaException e)
        {
            // Local_State: the partition was taken away in the meantime, and whoever has it now reads from what was committed.
            if (e.Error.Code != ErrorCode.Local_State) LogNotStored(_log, partition.Topic, partition.Partition, next, e.Error.Reason);
        }
    }

    /// <summary>Commits an offset that may be smaller than before, which librdkafka's timer never does: waits for the server.</summary>
    private void Commit(TopicPartitionOffset position)
    {
        try
        {
            Consumer.Commit([position]);
        }
        catch (KafkaException e)
        {
            LogNotStored(_log, position.Topic, position.Partition, position.Offset, e.Error.Reason);
        }
    }

    private void OnCommitted(CommittedOffsets committed)
    {
        if (CommitsAhead) DeliverCommitted(committed);
        // While the group rebalances commits are refused; the next one holds these offsets too.
        if (committed.Error.Code is ErrorCode.NoError or ErrorCode.Local_NoOffset or ErrorCode.RebalanceInProgress) return;
        LogCommitFailed(_log, committed.Error.Code, committed.Error.Reason);
    }
}
