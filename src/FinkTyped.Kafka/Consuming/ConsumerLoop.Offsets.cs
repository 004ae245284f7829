using Confluent.Kafka;

namespace FinkTyped.Kafka;

// Offsets of what was processed: handed to librdkafka, whose timer commits them; or, for delivery at most once, committed at once and before
// the messages go into the buffer.
internal sealed partial class ConsumerLoop
{
    // One commit for so many messages at most, and so few that they do not wait for each other long.
    private const int MaxStaged = 64;

    private readonly List<AlertMessage> _staged = new(MaxStaged);

    private void StoreProgress(long now)
    {
        if (now - _lastStore < StoreInterval.TotalMilliseconds) return;
        _lastStore = now;
        foreach (var partition in _assigned.Values) StoreProgress(partition);
    }

    private void StoreProgress(AssignedPartition partition)
    {
        if (partition.IsStale || !partition.TryTakeProgress(out var next)) return;
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

    private void OnCommitted(CommittedOffsets committed)
    {
        // While the group rebalances commits are refused; the next one holds these offsets too.
        if (committed.Error.Code is ErrorCode.NoError or ErrorCode.Local_NoOffset or ErrorCode.RebalanceInProgress) return;
        LogCommitFailed(_log, committed.Error.Code, committed.Error.Reason);
    }

    private void Stage(AlertMessage message)
    {
        _staged.Add(message);
        if (_staged.Count >= MaxStaged) DeliverStaged();
    }

    /// <summary>Commits what is staged and hands it over. Where that fails it stays staged, or goes with its partition.</summary>
    private void DeliverStaged()
    {
        _staged.RemoveAll(message => message.Source!.IsStale);
        if (_staged.Count == 0) return;
        var offsets = _staged
            .GroupBy(message => message.Source!)
            .Select(group => new TopicPartitionOffset(group.Key.Topic, group.Key.Partition, group.Max(message => message.Offset) + 1))
            .ToList();
        try
        {
            Consumer.Commit(offsets);
        }
        catch (KafkaException e)
        {
            LogNotCommitted(_log, _staged.Count, e.Error.Reason);
            return;
        }

        foreach (var message in _staged)
        {
            message.Complete();
            Buffer.Add(message);
        }

        _staged.Clear();
    }
}
