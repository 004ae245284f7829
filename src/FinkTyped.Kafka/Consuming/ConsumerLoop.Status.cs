using Confluent.Kafka;

namespace FinkTyped.Kafka;

// What the consumer says of itself: asked of the thread that reads, so that an answer also shows that it still does.
internal sealed partial class ConsumerLoop
{
    private string? _lastError;
    private DateTimeOffset? _lastErrorAt;

    public async Task<AlertConsumerStatus> GetStatusAsync()
    {
        AlertConsumerStatus? status = null;
        await PostAsync(() =>
        {
            status = new AlertConsumerStatus
            {
                Partitions = _assigned.Count,
                Lag = _assigned.Values.Sum(LagOf),
                BufferedMessages = Buffer.Messages,
                BufferedBytes = Buffer.Bytes,
                LastError = _lastError,
                LastErrorAt = _lastErrorAt,
            };
            return true;
        }).ConfigureAwait(false);
        return status!;
    }

    private void NoteError(Error error)
    {
        _lastError = $"{error.Code}: {error.Reason}";
        _lastErrorAt = DateTimeOffset.UtcNow;
    }

    private long LagOf(AssignedPartition partition)
    {
        if (partition.Position < 0) return 0;
        var end = EndOf(new TopicPartition(partition.Topic, partition.Partition));
        return end < 0 ? 0 : Math.Max(0, end - partition.Resume);
    }
}
