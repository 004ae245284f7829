namespace FinkTyped.Kafka;

/// <summary>Alerts of a range of offsets on their way to disk: one file, or one for each schema and subfolder.</summary>
internal sealed class SavingBatch(SavingFolder folder, AlertSaverOptions options, AlertMessage first) : IDisposable
{
    // Each takes a descriptor and a block of memory.
    private const int MostFiles = 200;

    private readonly Dictionary<(string Subfolder, AvroSchema Schema), SavingFile> _files = [];
    private readonly List<AlertMessage.Completion> _completions = [];
    private AssignedPartition _source = first.Source!;

    public long First { get; } = first.Offset;

    public long Last { get; private set; } = first.Offset - 1;

    public long OpenedAt { get; } = Environment.TickCount64;

    /// <summary>Bytes of alerts.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many files there are.</summary>
    public int Files => _files.Count;

    /// <summary>Whether others may read the partition by now, who wait for this to end.</summary>
    public bool IsRevoked => _source.IsRevoked;

    public bool IsFull => Bytes >= options.MaxFileBytes || _files.Count >= MostFiles;

    public bool Covers(long offset) => offset >= First && offset <= Last;

    /// <summary>Whether a message is the next: nothing that is not known here can be between.</summary>
    public bool GoesOnWith(AlertMessage message) => message.Offset > Last && (ReferenceEquals(message.Source, _source) || message.Offset == Last + 1);

    public void Append(AlertMessage<EncodedAlert> message)
    {
        var alert = message.Alert;
        var subfolder = options.Subfolder?.Invoke(alert) ?? AlertTopic.FileName(message.Topic);
        if (!_files.TryGetValue((subfolder, alert.WriterSchema), out var file))
        {
            file = new SavingFile(folder, options, message, subfolder);
            _files.Add((subfolder, alert.WriterSchema), file);
        }

        file.Append(alert.Datum.Span);
        Bytes += alert.Datum.Length;
        Last = message.Offset;
        _source = message.Source!;
        CompleteLater(message);
    }

    /// <summary>Notes a message that counts as processed when the files have their places.</summary>
    public void CompleteLater(AlertMessage message) => _completions.Add(message.Later);

    /// <summary>Brings all to disk, and gives the files their places.</summary>
    public void Finish(string topic, int partition)
    {
        var files = _files.Values.ToList();
        foreach (var (index, file) in files.Index()) file.Finish(new SavedFileName(topic, partition, First, Last, index + 1, files.Count, options.Format?.Extension ?? SavedFileName.Container));
        if (files.Count > 1)
            foreach (var file in files) file.LetWait();

        // From the first of these on the range is saved, whatever happens.
        foreach (var file in files) file.Place();
        foreach (var file in files) folder.SyncFolderOf(file.RelativePath);
    }

    /// <summary>Marks all as processed.</summary>
    public void Complete()
    {
        foreach (var completion in _completions) completion.Complete();
    }

    /// <summary>Removes what has no place.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }
}
