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
    /// Makes something else of the alerts from now on. What was decoded ahead is decoded again; the buffer must not be read meanwhile.
    /// </summary>
    /// <param name="projection">What becomes of the alerts.</param>
    /// <param name="putBack">Messages that were taken from the buffer and not handed out, or are to be handed out again.</param>
    public Task UseAsync(AlertProjection projection, IReadOnlyCollection<AlertMessage> putBack) => PostAsync(() =>
    {
        _deserializer.Projection = projection;
        var undelivered = new List<AlertMessage>(putBack);
        undelivered.AddRange(_staged);
        _staged.Clear();
        Buffer.HandOver();
        while (Buffer.TryTake(out var message)) undelivered.Add(message);
        foreach (var group in undelivered.Where(message => !message.Source!.IsStale).GroupBy(message => message.Source!))
        {
            var offset = group.Min(message => message.Offset);
            group.Key.Rewind(offset);
            Reposition(new TopicPartitionOffset(group.Key.Topic, group.Key.Partition, offset));
            GoOn();
        }

        return true;
    });

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
            catch (Exception e)
            {
                command.Result.TrySetException(e);
            }
        }
    }

    private void RefuseCommands()
    {
        _refusing = true;
        while (_commands.TryDequeue(out var command)) command.Result.TrySetException(new ObjectDisposedException("AlertConsumer"));
    }

    private void Move(AssignedPartition partition, Offset offset)
    {
        var position = new TopicPartitionOffset(partition.Topic, partition.Partition, offset);
        // First, since nothing may be dropped where this fails.
        Reposition(position);
        partition.Move();
        _assigned[position.TopicPartition] = new AssignedPartition(partition.Topic, partition.Partition) { Start = offset };
        GoOn();
    }

    private List<TopicPartitionOffset> Committed(List<TopicPartition> partitions) =>
        Ask(patience => Consumer.Committed(partitions, patience))
        .ConvertAll(p => p.Offset == Offset.Unset ? new TopicPartitionOffset(p.TopicPartition, Offset.Beginning) : p);
}
