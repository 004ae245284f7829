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
            _assigned.Add(partition, new AssignedPartition(partition.Topic, partition.Partition));
            _topicsSeen.Add(partition.Topic);
        }

        LogAssigned(_log, partitions.Count, _assigned.Count);
        if (_started || partitions.Count == 0) return Positions(partitions, Offset.Unset);
        _started = true;
        return StartingPositions(partitions);
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
        if (!start.IsTime(out var time)) return Positions(partitions, Offset.Unset);
        try
        {
            var timestamp = new Timestamp(time.UtcDateTime, TimestampType.CreateTime);
            return Consumer.OffsetsForTimes(partitions.Select(p => new TopicPartitionTimestamp(p, timestamp)), _options.ConnectTimeout);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.NoOffsetsForTime(time, e);
        }
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        // Now is the last time that these offsets can be stored; librdkafka commits them as it gives the partitions back.
        foreach (var partition in partitions)
        {
            if (!_assigned.Remove(partition.TopicPartition, out var assigned)) continue;
            StoreProgress(assigned);
            assigned.Revoke();
        }

        LogRevoked(_log, partitions.Count, _assigned.Count);
    }

    private void OnLost(List<TopicPartitionOffset> partitions)
    {
        foreach (var partition in partitions)
            if (_assigned.Remove(partition.TopicPartition, out var assigned)) assigned.Revoke();
        LogLost(_log, partitions.Count, _assigned.Count);
    }

    private void OnEnd(string topic, int partition)
    {
        if (!_options.StopAtEnd) return;
        Find(topic, partition).ReachedEnd = true;
        DeliverStaged();
        CheckEnd();
    }

    private void CheckEnd()
    {
        if (!_options.StopAtEnd || !_everAssigned || _staged.Count > 0) return;
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
        Buffer.Complete();
    }

    private static List<TopicPartitionOffset> Positions(List<TopicPartition> partitions, Offset offset) =>
        partitions.ConvertAll(p => new TopicPartitionOffset(p, offset));
}
