namespace FinkTyped.Kafka;

/// <summary>Saves the alerts of one partition to a folder that other processes and groups may save it to as well. Used by one thread at a time.</summary>
internal sealed class PartitionSaver(SavingFolder folder, AlertSaverOptions options, string topic, int partition) : IDisposable
{
    private readonly OffsetRanges _saved = new();
    private PartitionLock? _lock;
    private SavingBatch? _batch;
    private long _turn;

    /// <summary>How many files have got their places.</summary>
    public int Files { get; private set; }

    /// <summary>Whether alerts are on their way to disk, and others kept from saving the partition.</summary>
    public bool IsOpen => _batch is not null;

    /// <summary>The last offset that is on disk as far as is known; -1 for none.</summary>
    public long Last => _saved.Last;

    /// <summary>Looks at what is in the folder, without the right to change it.</summary>
    public OffsetRanges Look()
    {
        if (_lock is null) Read(folder.Files(topic, partition).Select(file => file.Name));
        return _saved;
    }

    /// <summary>Saves an alert, where that has not been done; null where another process is saving the partition.</summary>
    public SaveOutcome? TrySave(AlertMessage<EncodedAlert> message)
    {
        if (_saved.Contains(message.Offset)) return IsThere(message);
        if (_batch is { } open)
        {
            if (open.Covers(message.Offset))
            {
                open.CompleteLater(message);
                return SaveOutcome.AlreadyThere;
            }

            if (!open.GoesOnWith(message)) Finish();
        }

        if (_batch is null)
        {
            if (!TryTake()) return null;
            if (_saved.Contains(message.Offset))
            {
                Release();
                return IsThere(message);
            }

            _batch = new SavingBatch(folder, options, message);
        }

        _batch.Append(message);
        if (_batch.IsFull) Finish();
        return SaveOutcome.Saved;
    }

    /// <summary>Finishes what is on its way for long enough, or what others wait for.</summary>
    public void FinishIfDue(long now)
    {
        if (_batch is { } batch && (batch.IsRevoked || now - batch.OpenedAt >= options.MaxFileAge.TotalMilliseconds)) Finish();
    }

    /// <summary>Brings what is on its way to disk, and lets others save the partition.</summary>
    public void Finish()
    {
        if (_batch is not { } batch) return;
        try
        {
            batch.Finish(topic, partition);
            _saved.Add(batch.First, batch.Last);
            Files += batch.Files;
        }
        finally
        {
            _batch = null;
            batch.Dispose();
            Release();
        }

        batch.Complete();
    }

    /// <summary>Gives up what is on its way: it is not marked as processed.</summary>
    public void Dispose()
    {
        _batch?.Dispose();
        _batch = null;
        Release();
    }

    private static SaveOutcome IsThere(AlertMessage message)
    {
        message.Complete();
        return SaveOutcome.AlreadyThere;
    }

    private bool TryTake()
    {
        _lock = PartitionLock.TryTake(folder.LockFile(topic, partition));
        if (_lock is null) return false;
        if (_lock.Turn == _turn + 1)
        {
            // Nobody has been here since.
            _turn = _lock.Turn;
            return true;
        }

        try
        {
            var files = folder.Files(topic, partition).Select(file => file.Name).ToList();
            folder.Recover(topic, partition, files);
            Read(files);
            _turn = _lock.Turn;
            return true;
        }
        catch
        {
            Release();
            throw;
        }
    }

    private void Read(IEnumerable<SavedFileName> files)
    {
        _saved.Clear();
        foreach (var file in files) _saved.Add(file.First, file.Last);
    }

    private void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }
}
