namespace FinkTyped.Kafka;

public sealed partial class AlertSaver
{
    /// <summary>
    /// Looks at where a group stands in some topics and at what is in the folder, and sets the group forward past what it would only fetch to pass it over. Where
    /// the server does not let it, since others of the group are reading or one was killed a moment ago, <see cref="SavedPositions.Start"/> says where to
    /// begin. Call it before the consumer is made. Without it all is the same but slower.
    /// </summary>
    /// <param name="server">The server, with the consumer's group.</param>
    /// <param name="topics">The topics, none of them a pattern.</param>
    /// <param name="fromStart">Whether to begin with the oldest alert that is not in the folder, whatever the group has processed.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <exception cref="AlertException">
    /// The server cannot be reached, or refuses; or the folder holds offsets that a topic does not have: it was made anew since, under the same name.
    /// </exception>
    public async Task<SavedPositions> SkipSavedAsync(
        AlertServer server, IReadOnlyList<string> topics, bool fromStart = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(topics);
        var partitions = await server.ReadLagAsync(topics, cancellationToken).ConfigureAwait(false);
        var moved = new List<PartitionLag>();
        var now = new List<PartitionLag>(partitions.Count);
        foreach (var partition in partitions)
        {
            var next = await NextAsync(partition, fromStart, cancellationToken).ConfigureAwait(false);
            var stands = partition.Committed is { } committed && committed >= partition.Low ? committed : partition.Low;
            now.Add(next == stands ? partition : partition with { Committed = next });
            if (next != stands) moved.Add(now[^1]);
        }

        if (moved.Count > 0) await server.TryCommitAsync(moved, cancellationToken).ConfigureAwait(false);
        var offsets = moved.ToDictionary(p => (p.Topic, p.Partition), p => p.Committed!.Value);
        return new SavedPositions(now, moved.Count == 0 ? StartAt.Committed : StartAt.Offsets(offsets));
    }

    /// <summary>Whether all of a partition that the group had left is in the folder.</summary>
    internal bool HasSaved(PartitionLag partition) =>
        _singles is null && Partition(partition.Topic, partition.Partition).Look().FirstGap(partition.High - partition.Lag) >= partition.High;

    private async Task<long> NextAsync(PartitionLag partition, bool fromStart, CancellationToken cancellationToken)
    {
        var from = fromStart || partition.Committed is null ? partition.Low : Math.Max(partition.Low, partition.Committed.Value);
        if (_singles is not null) return from;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var saved = Partition(partition.Topic, partition.Partition).Look();
            if (saved.Last < partition.High) return saved.FirstGap(from);
            throw new AlertException(
                AlertErrorKind.Options,
                $"{_folder.Root} holds {partition.Topic} [{partition.Partition}] up to offset {saved.Last}, but on the server it ends before {partition.High}",
                "The topic was made anew under the same name: save it to another folder.");
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>Where reading goes on, by what a group has processed and what is in a folder.</summary>
/// <param name="Partitions">The partitions, with the offset to go on at as <see cref="PartitionLag.Committed"/>.</param>
/// <param name="Start">What a consumer has to be told to begin there.</param>
public sealed record SavedPositions(IReadOnlyList<PartitionLag> Partitions, StartAt Start);
