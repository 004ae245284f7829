namespace FinkTyped.Kafka;

/// <summary>
/// Saves what a topic holds to a folder, and ends when each partition has been read to the end it had: a data transfer or a cross-match. Can be ended and started
/// again at any moment, see <see cref="AlertSaver"/>.
/// </summary>
public sealed class AlertTransfer
{
    private readonly AlertConsumerOptions _options;
    private readonly AlertSaverOptions _saving;

    /// <summary>Makes a transfer.</summary>
    /// <param name="options">The server, the group and the topics.</param>
    /// <param name="saving">Where to.</param>
    public AlertTransfer(AlertConsumerOptions options, AlertSaverOptions saving)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(saving);
        options.Validate();
        saving.Validate();
        _options = options with { CommitMode = CommitMode.Manual, StopAtEnd = true, StartAt = StartAt.Committed, OnMalformed = OnMalformed.Surface };
        _saving = saving;
    }

    /// <summary>The most alerts to save. Default null: all.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether to begin with the oldest alert that is not in the folder, whatever the group has processed. Default false.</summary>
    public bool Restart { get; init; }

    /// <summary>Is told after each message how far the transfer has come. Default null.</summary>
    public Action<TransferProgress>? Progress { get; init; }

    /// <summary>Runs the transfer.</summary>
    /// <returns>What was done. <see cref="TransferProgress.IsComplete"/> says whether all is on disk.</returns>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or a topic does not exist.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; what was saved so far is on disk.</exception>
    public async Task<TransferProgress> RunAsync(CancellationToken cancellationToken = default)
    {
        await using var server = new AlertServer(_options);
        await using var saver = new AlertSaver(_saving);
        var (partitions, start) = await saver.SkipSavedAsync(server, _options.Topics, Restart, cancellationToken).ConfigureAwait(false);
        var progress = new TransferProgress { Held = partitions.Sum(p => p.High - p.Low), Total = partitions.Sum(p => p.Lag) };
        Progress?.Invoke(progress);
        await using (var consumer = new AlertConsumer(_options with { StartAt = start }))
        {
            try
            {
                progress = await SaveAsync(consumer, saver, partitions, progress, cancellationToken).ConfigureAwait(false);
                await saver.FlushAsync(cancellationToken).ConfigureAwait(false);
                progress = Now(progress, saver);
            }
            finally
            {
                // Before the consumer, which commits what became processed last.
                await saver.DisposeAsync().ConfigureAwait(false);
            }
        }

        // Others of the group may have some of the partitions, and be at work on them still.
        if (!progress.IsComplete && !progress.IsLimited)
            progress = progress with { IsComplete = await IsSavedAsync(server, saver, partitions, cancellationToken).ConfigureAwait(false) };
        Progress?.Invoke(progress);
        return progress;
    }

    private async Task<bool> IsSavedAsync(AlertServer server, AlertSaver saver, IReadOnlyList<PartitionLag> partitions, CancellationToken cancellationToken)
    {
        var now = await server.ReadLagAsync(_options.Topics, cancellationToken).ConfigureAwait(false);
        var processed = now.ToDictionary(p => (p.Topic, p.Partition), p => p.Committed ?? 0);
        return partitions.All(p => processed.GetValueOrDefault((p.Topic, p.Partition)) >= p.High || saver.HasSaved(p));
    }

    private async Task<TransferProgress> SaveAsync(
        AlertConsumer consumer, AlertSaver saver, IReadOnlyList<PartitionLag> partitions, TransferProgress progress, CancellationToken cancellationToken)
    {
        var ends = partitions.Where(p => p.Lag > 0).ToDictionary(p => (p.Topic, p.Partition), p => p.High);
        if (ends.Count == 0) return progress with { IsComplete = true };
        await foreach (var message in consumer.ReadEncodedAsync(cancellationToken).ConfigureAwait(false))
        {
            // What came after the start is left to the next transfer.
            var partition = (message.Topic, message.Partition);
            if (ends.TryGetValue(partition, out var end) && message.Offset < end)
            {
                await saver.SaveAsync(message, cancellationToken).ConfigureAwait(false);
                progress = Now(progress with { Read = progress.Read + 1 }, saver);
                Progress?.Invoke(progress);
                if (saver.Saved + saver.Malformed >= Limit) return progress with { IsLimited = true };
                if (message.Offset < end - 1) continue;
            }

            ends.Remove(partition);
            if (ends.Count == 0) break;
        }

        return progress with { IsComplete = ends.Count == 0 };
    }

    private static TransferProgress Now(TransferProgress before, AlertSaver saver) => before with
    {
        Saved = saver.Saved,
        AlreadyThere = saver.AlreadyThere,
        Rejected = saver.Rejected,
        Malformed = saver.Malformed,
        SavedBytes = saver.SavedBytes,
        Files = saver.Files,
    };
}

/// <summary>How far a transfer has come.</summary>
public readonly record struct TransferProgress
{
    /// <summary>How many messages the topics hold.</summary>
    public long Held { get; init; }

    /// <summary>How many of them were neither processed by the group nor in the folder at the start.</summary>
    public long Total { get; init; }

    /// <summary>How many messages were read.</summary>
    public long Read { get; init; }

    /// <summary>How many alerts were saved.</summary>
    public long Saved { get; init; }

    /// <summary>Bytes of these alerts.</summary>
    public long SavedBytes { get; init; }

    /// <summary>How many alerts were in the folder already when they came.</summary>
    public long AlreadyThere { get; init; }

    /// <summary>How many alerts the filter did not want.</summary>
    public long Rejected { get; init; }

    /// <summary>How many messages could not be decoded; their bytes are kept.</summary>
    public long Malformed { get; init; }

    /// <summary>How many files were made.</summary>
    public int Files { get; init; }

    /// <summary>Whether it ended at <see cref="AlertTransfer.Limit"/>.</summary>
    public bool IsLimited { get; init; }

    /// <summary>
    /// Whether all that was there at the start is on disk; false where it ended at the limit, or where other members of the group have partitions that they have not
    /// saved to the end.
    /// </summary>
    public bool IsComplete { get; init; }
}
