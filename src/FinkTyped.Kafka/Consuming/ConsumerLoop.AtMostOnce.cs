using Confluent.Kafka;

namespace FinkTyped.Kafka;

// Delivery at most once: what was read is stored at once, librdkafka's timer commits it, and only when the server has confirmed that do the
// messages go into the buffer. A commit that is waited for would do without the timer, but the wait would not end while the server is gone.
internal sealed partial class ConsumerLoop
{
    // So many are read ahead of the confirmation.
    private const int MaxStaged = 256;

    // A commit of what was stored when a partition left is confirmed soon or never.
    private static readonly TimeSpan LastConfirmation = TimeSpan.FromSeconds(30);

    private readonly List<AlertMessage> _staged = [];
    private readonly Lock _handingOut = new();

    private bool CommitsAhead => _options.CommitMode == CommitMode.OnDelivery;

    /// <summary>Marks a message as handed out; false where it has been given back, and others get it. For the program's thread.</summary>
    public bool TryHandOut(AlertMessage message)
    {
        lock (_handingOut)
        {
            if (message.Source!.IsGivenBack) return false;
            message.Complete();
            return true;
        }
    }

    private void Stage(AlertMessage message)
    {
        _staged.Add(message);
        if (_staged.Count >= MaxStaged) DeliverStaged();
    }

    /// <summary>Stores what was read, also what was passed over, and puts into the buffer what is committed.</summary>
    private void DeliverStaged()
    {
        if (!CommitsAhead) return;
        foreach (var partition in _assigned.Values)
        {
            if (partition.Position <= partition.StoredAhead) continue;
            Store(partition, partition.Position);
            partition.StoredAhead = partition.Position;
        }

        MoveStaged();
    }

    private void MoveStaged()
    {
        var now = Environment.TickCount64;
        _staged.RemoveAll(message =>
        {
            var source = message.Source!;
            if (message.Offset < source.CommittedAhead && !source.IsMoved)
            {
                Buffer.Add(message);
                return true;
            }

            return source.IsMoved || (source.IsRevoked && now - source.RevokedAt > LastConfirmation.TotalMilliseconds);
        });
    }

    private void DeliverCommitted(CommittedOffsets committed)
    {
        if (committed.Error.IsError) return;
        foreach (var offset in committed.Offsets)
        {
            if (offset.Error.IsError || offset.Offset.IsSpecial) continue;
            if (_assigned.TryGetValue(offset.TopicPartition, out var assigned)) Confirm(assigned, offset.Offset.Value);
            // Those of a partition that has left meanwhile are nobody else's.
            foreach (var message in _staged)
                if (message.Partition == offset.Partition.Value && message.Topic == offset.Topic) Confirm(message.Source!, offset.Offset.Value);
        }

        MoveStaged();

        static void Confirm(AssignedPartition partition, long offset) => partition.CommittedAhead = Math.Max(partition.CommittedAhead, offset);
    }

    /// <summary>Leaves what was not handed out to whoever reads next: librdkafka commits the smaller offset as it closes.</summary>
    private void GiveBack()
    {
        if (!CommitsAhead) return;
        lock (_handingOut)
        {
            foreach (var partition in _assigned.Values)
            {
                if (partition.Resume < 0) continue;
                Store(partition, partition.Resume);
                partition.GiveBack();
            }
        }
    }
}
