using Confluent.Kafka;

namespace FinkTyped.Kafka;

internal sealed partial class ConsumerLoop
{
    private readonly Dictionary<TopicPartition, AssignedPartition> _assigned = [];
    private readonly HashSet<string> _topicsSeen = [];
    private AssignedPartition? _last;
    // A cooperative rebalance can take partitions away in one step and give them in the next.
    private static readonly TimeSpan EmptyAssignmentIsFinal = TimeSpan.FromSeconds(5);

    private bool _started;
    private long? _emptySince;
    private bool _everAssigned;
    private bool _everRead;
    private volatile bool _finished;

    private AssignedPartition Find(string topic, int partition)
    {
        if (_last is { IsStale: false } last && last.Partition == partition && last.Topic == topic) return last;
        var key = new TopicPartition(topic, partition);
        if (!_assigned.TryGetValue(key, out var found)) _assigned.Add(key, found = new AssignedPartition(topic, partition));
        return _last = found;
    }

    private List<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        _everAssigned = true;
        foreach (var partition in partitions)
        {
            if (_assigned.Remove(partition, out var before)) before.Revoke();
            // Not confirmed when it left, and read once more now.
            _staged.RemoveAll(message => message.Partition == partition.Partition.Value && message.Topic == partition.Topic);
            _topicsSeen.Add(partition.Topic);
        }

        var starts = _started || partitions.Count == 0 ? Positions(partitions, Offset.Unset) : StartingPositions(partitions);
        _started |= partitions.Count > 0;
        foreach (var start in starts)
            _assigned.Add(start.TopicPartition, new AssignedPartition(start.Topic, start.Partition) { Start = start.Offset });
        LogAssigned(_log, partitions.Count, _assigned.Count);
        return starts;
    }

    private List<TopicPartitionOffset> StartingPositions(List<TopicPartition> partitions)
    {
        try
        {
            return Positions(partitions, _options.StartAt);
        }
        catch (AlertException e)
        {
            // Must not be thrown into librdkafka, which calls this.
            _failure = e;
            return Positions(partitions, Offset.Unset);
        }
    }

    private List<TopicPartitionOffset> Positions(List<TopicPartition> partitions, StartAt start)
    {
        if (start.IsEarliest) return Positions(partitions, Offset.Beginning);
        if (start.IsLatest) return Positions(partitions, Offset.End);
        if (start.IsOffsets(out var offsets))
            return partitions.ConvertAll(p => new TopicPartitionOffset(p, offsets.TryGetValue((p.Topic, p.Partition.Value), out var offset) ? offset : Offset.Unset));
        if (!start.IsTime(out var time)) return Positions(partitions, Offset.Unset);
        try
        {
            var timestamp = new Timestamp(time.UtcDateTime, TimestampType.CreateTime);
            var wanted = partitions.ConvertAll(p => new TopicPartitionTimestamp(p, timestamp));
            return Ask(patience => Consumer.OffsetsForTimes(wanted, patience));
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.NoOffsetsForTime(time, e);
        }
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        // Now is the last time that these offsets can be stored; librdkafka commits them as it gives the partitions back.
        var leaving = partitions.Select(p => Remove(p.TopicPartition)).OfType<AssignedPartition>().ToList();
        foreach (var partition in leaving) StoreProgress(partition);
        Leave(leaving);
        LogRevoked(_log, partitions.Count, _assigned.Count);
    }

    private void OnLost(List<TopicPartitionOffset> partitions)
    {
        Leave([.. partitions.Select(p => Remove(p.TopicPartition)).OfType<AssignedPartition>()]);
        LogLost(_log, partitions.Count, _assigned.Count);
    }

    // What was read of them and is not processed comes again, perhaps to this consumer: then it is not at the end. The reader must not see that it
    // gets nothing of them before it sees that.
    private void Leave(List<AssignedPartition> leaving)
    {
        if (_finished && !_stopping && leaving.Exists(partition => partition.HasOpen)) GoOn();
        foreach (var partition in leaving) partition.Revoke();
    }

    private AssignedPartition? Remove(TopicPartition partition)
    {
        // It would still be paused when it comes again, perhaps long after the reader has caught up.
        if (_paused.Remove(partition)) Consumer.Resume([partition]);
        return _assigned.Remove(partition, out var assigned) ? assigned : null;
    }

    private void OnEnd(TopicPartitionOffset end)
    {
        _everRead = true;
        if (!_options.StopAtEnd) return;
        var partition = Find(end.Topic, end.Partition);
        if (!IsInPlace(partition, end.Offset)) return;
        partition.ReachedEnd = true;
        DeliverStaged();
        CheckEnd();
    }

    private void CheckEnd()
    {
        if (_finished || !_options.StopAtEnd || !_everAssigned || _staged.Count > 0) return;
        if (_assigned.Count == 0)
        {
            // With more consumers than partitions some have none: those are at the end from the start.
            if ((_emptySince ??= _lastPoll) > _lastPoll - EmptyAssignmentIsFinal.TotalMilliseconds) return;
        }
        else
        {
            _emptySince = null;
            foreach (var assigned in _assigned.Values)
                if (!assigned.ReachedEnd) return;
        }

        _finished = true;
        Buffer.Finish();
    }

    /// <summary>Takes back that the end was reached, since something is to be read again.</summary>
    private void GoOn()
    {
        _finished = false;
        Buffer.GoOn();
    }

    private static List<TopicPartitionOffset> Positions(List<TopicPartition> partitions, Offset offset) =>
        partitions.ConvertAll(p => new TopicPartitionOffset(p, offset));
}
