using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinkTyped.Kafka;

/// <summary>
/// Saves alerts to files, each exactly once. Files are written aside, brought to disk, and only then given their places; only then are their messages marked
/// as processed. Their names and headers say which offsets they hold, and what is in the folder is not saved again, whichever group delivers it and
/// whichever process saved it: a run that was killed and started again leaves no alert out and none twice.
/// </summary>
/// <remarks>
/// The consumer has to be one with <see cref="CommitMode.Manual"/>, read by <see cref="AlertConsumer.ReadEncodedAsync"/>. Dispose the saver before the
/// consumer. All members are thread-safe.
/// </remarks>
public sealed partial class AlertSaver : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(3);

    private readonly AlertSaverOptions _options;
    private readonly SavingFolder _folder;
    private readonly SingleAlertSaver? _singles;
    private readonly Dictionary<(string Topic, int Partition), PartitionSaver> _partitions = [];
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ILogger _log;
    private readonly Timer _timer;
    private Exception? _failure;
    private bool _isDisposed;

    /// <summary>Makes a saver, and the folder where it is not there.</summary>
    /// <exception cref="IOException">The folder cannot be made, or holds what another filter chose.</exception>
    public AlertSaver(AlertSaverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _folder = new SavingFolder(options.Folder);
        _folder.Choose(options.Where?.Text);
        if (options.FileName is not null) _singles = new SingleAlertSaver(_folder, options);
        _log = options.Logger is { } log ? new SafeLogger(log) : NullLogger.Instance;
        _timer = new Timer(_ => Look(), null, LookInterval, LookInterval);
    }

    /// <summary>How many alerts this saver took, of which the last may still be on their way to disk.</summary>
    public long Saved { get; private set; }

    /// <summary>Bytes of these alerts.</summary>
    public long SavedBytes { get; private set; }

    /// <summary>How many were on disk before.</summary>
    public long AlreadyThere { get; private set; }

    /// <summary>How many the filter did not want.</summary>
    public long Rejected { get; private set; }

    /// <summary>How many could not be decoded.</summary>
    public long Malformed { get; private set; }

    /// <summary>How many files have got their places.</summary>
    public int Files => _singles?.Files ?? _partitions.Values.Sum(partition => partition.Files);

    /// <summary>
    /// Saves an alert, where that has not been done, and sees to it that its message is marked as processed at the right moment. Waits while another process saves
    /// the same partition.
    /// </summary>
    /// <exception cref="AlertFilterException">The filter does not fit the alert's schema.</exception>
    /// <exception cref="IOException">It cannot be written. Nothing that is not on disk is marked as processed.</exception>
    public async ValueTask<SaveOutcome> SaveAsync(AlertMessage<EncodedAlert> message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfUnusable();
            var outcome = Fault(message) is { } fault ? KeepMalformed(message, fault) : await SaveSoundAsync(message, cancellationToken).ConfigureAwait(false);
            if (outcome == SaveOutcome.AlreadyThere) AlreadyThere++;
            if (outcome != SaveOutcome.Saved) return outcome;
            Saved++;
            SavedBytes += message.Alert.Datum.Length;
            return outcome;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was on its way is given up, and must not be passed over.
            _failure ??= e;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Finishes the files that are not full, and marks what is in them as processed.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfUnusable();
            FinishAll();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Finishes the files that are not full; what cannot be written is given up, and comes again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed) return;
            _isDisposed = true;
            if (_failure is null) FinishAll();
        }
        finally
        {
            foreach (var partition in _partitions.Values) partition.Dispose();
            _gate.Release();
        }
    }

    private async ValueTask<SaveOutcome> SaveSoundAsync(AlertMessage<EncodedAlert> message, CancellationToken cancellationToken)
    {
        if (_options.Where is { } filter && !filter.Accepts(message.Alert.WriterSchema, message.Alert.Datum.Span))
        {
            message.Complete();
            Rejected++;
            return SaveOutcome.Rejected;
        }

        if (_singles is not null) return _singles.Save(message);
        var partition = Partition(message.Topic, message.Partition);
        var waited = TimeSpan.Zero;
        while (true)
        {
            if (partition.TrySave(message) is { } outcome) return outcome;

            // Who waits keeps nothing that others may wait for.
            FinishAll();
            await Task.Delay(LockInterval, cancellationToken).ConfigureAwait(false);
            if (waited < SilentWait && (waited += LockInterval) >= SilentWait) LogWaits(_log, message.Topic, message.Partition, _folder.Root);
        }
    }

    private PartitionSaver Partition(string topic, int partition)
    {
        if (_partitions.TryGetValue((topic, partition), out var found)) return found;
        found = new PartitionSaver(_folder, _options, AlertTopic.FileName(topic), partition);
        _partitions.Add((topic, partition), found);
        return found;
    }

    private static string? Fault(AlertMessage<EncodedAlert> message)
    {
        if (message.Error is { } error) return error.Message;
        try
        {
            // In a container it would spoil those behind it.
            message.Alert.WriterSchema.Check(message.Alert.Datum.Span);
            return null;
        }
        catch (AvroException e)
        {
            return e.Message;
        }
    }

    private SaveOutcome KeepMalformed(AlertMessage<EncodedAlert> message, string fault)
    {
        var (key, value) = message.Error is null ? (message.Alert.WriterSchema.SourceJson, message.Alert.Datum) : (message.RawKey, message.RawValue);
        var folder = Path.Combine(_folder.Root, "malformed");
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{AlertTopic.FileName(message.Topic)}-{message.Partition:D3}-{message.Offset:D12}"));
        foreach (var (extension, bytes) in new[] { (".key", key), (".value", value) })
        {
            using var file = new FileStream(name + extension, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(bytes.Span);
            file.Flush(flushToDisk: true);
        }

        Malformed++;
        LogMalformed(_log, message.Topic, message.Partition, message.Offset, fault, name);
        message.Complete();
        return SaveOutcome.Malformed;
    }

    private void FinishAll()
    {
        _singles?.Finish();
        foreach (var partition in _partitions.Values) partition.Finish();
    }

    // Files grow old also while nothing comes.
    private void Look()
    {
        if (!_gate.Wait(0)) return;
        try
        {
            if (_failure is not null || _isDisposed) return;
            _singles?.Finish();
            foreach (var partition in _partitions.Values) partition.FinishIfDue(Environment.TickCount64);
        }
        catch (Exception e)
        {
            // Said when the next alert is to be saved.
            _failure = e;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null) throw new IOException(_failure.Message, _failure);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another process saves {Topic} [{Partition}] to {Folder}: waiting for its turn")]
    private static partial void LogWaits(ILogger logger, string topic, int partition, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Topic} [{Partition}] @{Offset} cannot be decoded: {Fault}; its bytes are {File}.key and .value")]
    private static partial void LogMalformed(ILogger logger, string topic, int partition, long offset, string fault, string file);
}
