using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

// Where librdkafka reads each partition: moved on demand, and asked again where it could not find out.
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstReassignDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestReassignDelay = TimeSpan.FromSeconds(30);
    // Longer than librdkafka takes to ask once more for what it was looking up, half a second after the late answer.
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromSeconds(3);

    private long _reassignAt = long.MaxValue;
    private TimeSpan _reassignDelay = FirstReassignDelay;

    private bool IsCooperative => _config.PartitionAssignmentStrategy == PartitionAssignmentStrategy.CooperativeSticky;

    /// <summary>Makes librdkafka go on elsewhere in a partition, whatever it is doing with it now.</summary>
    private void Reposition(TopicPartitionOffset position)
    {
        try
        {
            // The timer never commits a smaller offset than before, unless the partition is assigned anew.
            if (CommitsAhead) Reassign([position]);
            else Consumer.Seek(position);
        }
        catch (KafkaException) when (!CommitsAhead)
        {
            // It has not begun to read the partition, or has stopped for a moment.
            Reassign([position]);
        }
    }

    private void Reassign(List<TopicPartitionOffset> positions)
    {
        if (IsCooperative)
        {
            Consumer.IncrementalUnassign(positions.Select(p => p.TopicPartition));
            Consumer.IncrementalAssign(positions);
            return;
        }

        // The other protocols know only the assignment as a whole.
        var moved = positions.ToDictionary(p => p.TopicPartition, p => p.Offset);
        Consumer.Assign(_assigned.Select(p => new TopicPartitionOffset(
            p.Key, moved.TryGetValue(p.Key, out var offset) ? offset : p.Value.Position >= 0 ? p.Value.Position : p.Value.Start)));
    }

    /// <summary>
    /// Where a committed offset cannot be fetched, librdkafka says so once and leaves the partition alone from then on. Which errors mean that
    /// cannot be told for sure; but to assign anew a partition of which nothing has come yet does no harm.
    /// </summary>
    private void ReassignSilentLater()
    {
        if (_reassignAt != long.MaxValue) return;
        _reassignAt = Environment.TickCount64 + (long)_reassignDelay.TotalMilliseconds;
        _reassignDelay = _reassignDelay * 2 < LongestReassignDelay ? _reassignDelay * 2 : LongestReassignDelay;
    }

    private void ReassignSilentBy(long time) => _reassignAt = Math.Min(_reassignAt, time);

    /// <summary>
    /// Whether librdkafka reads a partition where it was moved to; else it is moved there once more. It answers an offset that is no longer wanted, since
    /// reading was moved meanwhile, by looking it up again and reading there (2.16.0, rd_kafka_toppar_handle_Offset). What is not there any more can
    /// be the reason too: so only once.
    /// </summary>
    private bool IsInPlace(AssignedPartition partition, Offset offset)
    {
        if (!partition.IsDoubtful) return true;
        partition.IsDoubtful = false;
        if (offset == partition.Start) return true;
        try
        {
            Reassign([new TopicPartitionOffset(partition.Topic, partition.Partition, partition.Start)]);
            LogMisplaced(_log, partition.Topic, partition.Partition, offset, partition.Start);
        }
        catch (KafkaException e)
        {
            partition.IsDoubtful = true;
            OnError(e.Error);
        }

        return false;
    }

    private void ReassignSilent(long now)
    {
        if (now < _reassignAt) return;
        _reassignAt = long.MaxValue;
        var silent = _assigned.Values.Where(p => p.IsSilent).Select(p => new TopicPartitionOffset(p.Topic, p.Partition, p.Start)).ToList();
        if (silent.Count == 0)
        {
            _reassignDelay = FirstReassignDelay;
            return;
        }

        try
        {
            Reassign(silent);
            // To be moved to where nothing has come yet is no fault.
            if (silent.Exists(p => p.Offset == Offset.Unset)) LogReassigned(_log, silent.Count);
        }
        catch (KafkaException e)
        {
            OnError(e.Error);
            ReassignSilentLater();
        }
    }

    /// <summary>
    /// Asks the server until it answers, for as long as may be waited at the start; with more and more patience, so that the end is noticed after at
    /// most as long as was waited already.
    /// </summary>
    private T Ask<T>(Func<TimeSpan, T> ask)
    {
        var start = Environment.TickCount64;
        while (true)
        {
            var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            var patience = waited > FirstPatience ? waited : FirstPatience;
            var left = _options.ConnectTimeout - waited;
            var isLast = left <= patience;
            try
            {
                return ask(!isLast ? patience : left > TimeSpan.Zero ? left : FirstPatience);
            }
            catch (KafkaException e) when (!isLast && !_stopping && KafkaErrors.Find(e.Error, _options, isStart: true) is null)
            {
                Buffer.Idle(StoreInterval);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Topic} [{Partition}] was read at {Offset} and is moved to {Start} once more")]
    private static partial void LogMisplaced(ILogger logger, string topic, int partition, long offset, long start);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Asked again where to begin in {Count} partition(s)")]
    private static partial void LogReassigned(ILogger logger, int count);
}
