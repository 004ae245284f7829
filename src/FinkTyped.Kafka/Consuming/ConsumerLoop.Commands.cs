using System.Collections.Concurrent;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

// What other threads want done with the Kafka handle.
internal sealed partial class ConsumerLoop
{
    private readonly ConcurrentQueue<Command> _commands = new();
    private volatile bool _refusing;

    private sealed record Command(Func<bool> Run, TaskCompletionSource<bool> Result);

    /// <summary>Moves the position of one partition; false where the consumer has no partition yet.</summary>
    /// <exception cref="InvalidOperationException">The partition is assigned to another consumer, or does not exist.</exception>
    /// <exception cref="AlertException">Reading has ended, or the Kafka client refuses.</exception>
    public Task<bool> SeekAsync(TopicPartitionOffset position) => PostAsync(() =>
    {
        if (_assigned.Count == 0) return false;
        if (!_assigned.TryGetValue(position.TopicPartition, out var partition))
            throw new InvalidOperationException($"{position.TopicPartition} is not assigned to this consumer.");
        Move(partition, position.Offset);
        return true;
    });

    /// <summary>Moves the positions of all partitions; false where the consumer has no partition yet.</summary>
    public Task<bool> SeekAsync(StartAt start) => PostAsync(() =>
    {
        if (_assigned.Count == 0) return false;
        var partitions = _assigned.Keys.ToList();
        var positions = start.IsCommitted ? Committed(partitions) : Positions(partitions, start);
        foreach (var position in positions) Move(_assigned[position.TopicPartition], position.Offset);
        return true;
    });

    /// <summary>
    /// Makes something else of the alerts from now on. What was decoded ahead is decoded again; the buffer must not be read meanwhile. Where that
    /// fails, all is as before.
    /// </summary>
    /// <param name="projection">What becomes of the alerts.</param>
    /// <param name="putBack">Messages that were taken from the buffer and not handed out, or are to be handed out again.</param>
    /// <exception cref="AlertException">Reading has ended, or the Kafka client refuses.</exception>
    public Task UseAsync(AlertProjection projection, IReadOnlyCollection<AlertMessage> putBack) => PostAsync(() =>
    {
        Buffer.HandOver();
        var ahead = new List<AlertMessage>();
        while (Buffer.TryTake(out var message)) ahead.Add(message);
        var undelivered = putBack.Concat(_staged).Concat(ahead).Where(message => !message.Source!.IsStale).GroupBy(message => message.Source!).ToList();
        foreach (var group in undelivered)
        {
            var first = group.Where(message => !message.IsCompleted).Select(message => message.Offset).DefaultIfEmpty(-1).Min();
            if (first < 0) continue;
            try
            {
                Repositioning?.Invoke(group.Key);
                Reposition(new TopicPartitionOffset(group.Key.Topic, group.Key.Partition, first));
            }
            catch
            {
                // Those of partitions that were moved already are read again; who is to look at the others has not changed.
                foreach (var message in ahead)
                    if (message.Source!.Position > message.Offset) Buffer.Add(message);
                Buffer.HandOver();
                throw;
            }

            group.Key.Rewind(first, group.Where(message => message.IsCompleted).Select(message => message.Offset));
            _staged.RemoveAll(message => message.Source == group.Key);
            GoOn();
        }

        _deserializer.Projection = projection;
        return true;
    });

    /// <summary>Called before a partition is read again for another projection; for tests, which make it fail.</summary>
    internal Action<AssignedPartition>? Repositioning { get; set; }

    private Task<bool> PostAsync(Func<bool> run)
    {
        var command = new Command(run, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        _commands.Enqueue(command);
        Buffer.Wake();
        // Whoever enqueues after the queue was emptied for the last time sees the flag.
        if (_refusing) RefuseCommands();
        return command.Result.Task;
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
        {
            try
            {
                command.Result.TrySetResult(command.Run());
            }
            catch (KafkaException e)
            {
                command.Result.TrySetException(KafkaErrors.Find(e.Error, _options, isStart: true) ?? KafkaErrors.Refused(e));
            }
            catch (Exception e)
            {
                command.Result.TrySetException(e);
            }
        }
    }

    private void RefuseCommands()
    {
        _refusing = true;
        while (_commands.TryDequeue(out var command)) command.Result.TrySetException(_end ?? (Exception)new ObjectDisposedException("AlertConsumer"));
    }

    private void Move(AssignedPartition partition, Offset offset)
    {
        var position = new TopicPartitionOffset(partition.Topic, partition.Partition, offset);
        // First, since nothing may be dropped where this fails. Anew, since only then can a smaller offset than before be committed.
        Reassign([position]);
        partition.Move();
        var moved = new AssignedPartition(partition.Topic, partition.Partition)
        {
            Start = offset,
            CommitsStart = offset.IsSpecial,
            IsDoubtful = !offset.IsSpecial && partition.IsUntouched,
        };
        _assigned[position.TopicPartition] = moved;
        if (moved.IsDoubtful) ReassignSilentBy(Environment.TickCount64 + (long)DoubtAfter.TotalMilliseconds);
        if (!offset.IsSpecial) Commit(position);
        GoOn();
    }

    private List<TopicPartitionOffset> Committed(List<TopicPartition> partitions) =>
        Ask(patience => Consumer.Committed(partitions, patience))
        .ConvertAll(p => p.Offset == Offset.Unset ? new TopicPartitionOffset(p.TopicPartition, Offset.Beginning) : p);
}
