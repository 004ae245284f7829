using Confluent.Kafka;

namespace FinkTyped.Kafka;

public sealed partial class AlertServer
{
    // Times that Kafka's protocol gives a meaning of their own.
    private static readonly Timestamp Newest = new(-1, TimestampType.CreateTime);
    private static readonly Timestamp Oldest = new(-2, TimestampType.CreateTime);

    /// <summary>How many messages the server holds of some topics, whoever has read them.</summary>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or a topic does not exist.</exception>
    public Task<IReadOnlyDictionary<string, long>> CountMessagesAsync(IEnumerable<string> topics, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AskAsync<IReadOnlyDictionary<string, long>>(() =>
        {
            var known = Metadata().Topics;
            var names = topics.Distinct().ToList();
            var partitions = names.SelectMany(name => PartitionsOf(known, name)).ToList();
            var (ends, starts) = (Offsets(partitions, Newest), Offsets(partitions, Oldest));
            var counts = names.ToDictionary(name => name, _ => 0L);
            foreach (var partition in partitions)
                counts[partition.Topic] += Math.Max(0, ends[partition].Value - Math.Max(0, starts[partition].Value));
            return counts;
        }, cancellationToken);
    }

    /// <summary>
    /// Sets the group of <see cref="AlertConsumerOptions.GroupId"/> to another position in all partitions of some topics. Members of the group that are reading
    /// would not notice, and overwrite it: let them end before.
    /// </summary>
    /// <param name="topics">The topics.</param>
    /// <param name="position">Where the group shall stand.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or a topic does not exist.</exception>
    public Task ResetAsync(IEnumerable<string> topics, StartAt position, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AskAsync(() =>
        {
            var known = Metadata().Topics;
            var partitions = topics.Distinct().SelectMany(name => PartitionsOf(known, name)).ToList();
            var time = position.IsTime(out var at) ? new Timestamp(at.UtcDateTime, TimestampType.CreateTime) : position.IsLatest ? Newest : Oldest;
            if (position.IsCommitted) throw new ArgumentException("A position is needed that does not depend on the group.", nameof(position));
            var offsets = Offsets(partitions, time);
            // Nothing is as young as the time: the end.
            var ends = offsets.Values.Any(offset => offset.IsSpecial) ? Offsets(partitions, Newest) : offsets;
            if (TryCommit(partitions.Select(p => new TopicPartitionOffset(p, offsets[p].IsSpecial ? ends[p] : offsets[p])))) return true;
            throw new AlertException(AlertErrorKind.Kafka, $"the group {_options.GroupId} has members that read",
                "Let them end before. One that was killed is forgotten after its session time-out, 45 s.");
        }, cancellationToken);
    }

    /// <summary>Sets the group to the offsets of <see cref="PartitionLag.Committed"/>; false where it has members, and only they may.</summary>
    internal Task<bool> TryCommitAsync(IEnumerable<PartitionLag> positions, CancellationToken cancellationToken) =>
        AskAsync(() => TryCommit(positions.Select(p => new TopicPartitionOffset(p.Topic, p.Partition, p.Committed!.Value))), cancellationToken);

    private bool TryCommit(IEnumerable<TopicPartitionOffset> positions)
    {
        try
        {
            _consumer.Value.Commit(positions);
            return true;
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration or ErrorCode.RebalanceInProgress)
        {
            return false;
        }
    }

    private Dictionary<TopicPartition, Offset> Offsets(List<TopicPartition> partitions, Timestamp time) => partitions.Count == 0
        ? []
        : _consumer.Value.OffsetsForTimes(partitions.Select(p => new TopicPartitionTimestamp(p, time)), _options.ConnectTimeout).ToDictionary(p => p.TopicPartition, p => p.Offset);
}
