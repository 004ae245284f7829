using Confluent.Kafka;

namespace FinkTyped.Kafka;

// Waiting for a slow reader. Nothing is polled while the buffer is full, since each poll hands out a message. When that has lasted long, the
// partitions are paused and polled all the same, so that the consumer stays in its group and takes part in rebalances. Pausing throws away
// what librdkafka has fetched ahead, so it is not done for short waits.
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private List<TopicPartition> _paused = [];

    private TimeSpan PauseAfter
    {
        get
        {
            var third = TimeSpan.FromMilliseconds((_config.MaxPollIntervalMs ?? 300_000) / 3);
            return third < LongestWait ? third : LongestWait;
        }
    }

    // While commits are not answered, a poll for the answer can bring a message more: to a limit.
    private bool IsOverfull => _staged.Count >= 2 * MaxStaged;

    private bool HasRoom => Buffer.HasRoom && _staged.Count < MaxStaged;

    /// <summary>Waits a moment for room in the buffer; false when it has been full for long.</summary>
    private bool WaitForRoom()
    {
        while (!_stopping && _commands.IsEmpty)
        {
            DeliverStaged();
            if (HasRoom) return true;
            var now = Environment.TickCount64;
            if (now - _lastPoll > PauseAfter.TotalMilliseconds || _paused.Count > 0) return false;
            StoreProgress(now);
            Rest();
            if (Buffer.HasRoom && !IsOverfull) return true;
        }

        return false;
    }

    private void PollPaused()
    {
        if (_stopping) return;
        if (!_finished && !IsOverfull && _paused.Count == 0 && Environment.TickCount64 - _lastPoll <= PauseAfter.TotalMilliseconds) return;

        // Also those that were assigned since the last time.
        var toPause = _assigned.Keys.Except(_paused).ToList();
        if (toPause.Count > 0)
        {
            if (_paused.Count == 0 && !_finished)
            {
                AlertTelemetry.Pauses.Add(1, new KeyValuePair<string, object?>("messaging.consumer.group.name", GroupId));
                LogPaused(_log, toPause.Count, Buffer.Messages);
            }

            Consumer.Pause(toPause);
            _paused.AddRange(toPause);
        }

        Poll(TimeSpan.Zero);
        if (_finished || !HasRoom) Rest();
    }

    /// <summary>Waits a moment: for room in the buffer, where that is what is missing.</summary>
    private void Rest()
    {
        if (Buffer.HasRoom) Buffer.Idle(StoreInterval);
        else Buffer.WaitForRoom(StoreInterval);
    }

    private void Resume()
    {
        if (_paused.Count == 0) return;
        var paused = _paused.Where(_assigned.ContainsKey).ToList();
        _paused = [];
        if (paused.Count > 0) Consumer.Resume(paused);
    }
}
