using System.Runtime.CompilerServices;

namespace FinkTyped.Kafka;

/// <summary>Reads typed alerts from Kafka.</summary>
/// <remarks>
/// A thread of the consumer's own reads and decodes ahead into a bounded buffer; nothing is connected before the first read. One read at a time:
/// alerts can be handed on to other threads, but only one asks for the next. The consumer may be disposed at any moment from any thread, and
/// then commits what was processed and leaves its group.
/// </remarks>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public sealed partial class AlertConsumer<T> : IAsyncDisposable, IDisposable where T : class, IAvroRecord<T>
{
    private readonly AlertConsumerOptions _options;
    private readonly ConsumerLoop _loop;
    private readonly Lock _gate = new();
    private bool _isStarted;
    private volatile bool _isDisposed;

    /// <summary>Makes a consumer. It connects when it is first read from.</summary>
    /// <exception cref="AlertException">An option is missing or makes no sense.</exception>
    public AlertConsumer(AlertConsumerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _loop = new ConsumerLoop(options);
        _projection = _records = new RecordProjection<T>(options.Resolution);
    }

    /// <summary>
    /// The alert's own id, such as <c>candid</c> (ZTF) or <c>diaSourceId</c> (LSST). Where it is given, an alert that was delivered before under
    /// the same id, among the last <see cref="AlertConsumerOptions.DuplicateWindow"/>, is passed over: Fink's topics can hold an alert twice.
    /// Default null: none is passed over.
    /// </summary>
    public Func<T, long>? DuplicateId
    {
        get;
        init
        {
            field = value;
            _recent = value is null ? null : new RecentIds(_options.DuplicateWindow);
        }
    }

    /// <summary>
    /// How many messages were passed over so far because they could not be decoded (<see cref="OnMalformed.Skip"/>). Each is logged and kept.
    /// </summary>
    public long PassedOver => _loop.PassedOver;

    /// <summary>The thread that reads, for tests.</summary>
    internal ConsumerLoop Loop => _loop;

    /// <summary>How many different writer schemas were read so far.</summary>
    public int SchemasParsed => _loop.SchemasParsed;

    /// <summary>
    /// The alerts as they come, for ever (with <see cref="AlertConsumerOptions.StopAtEnd"/>: to the end). Asking for the next marks the
    /// previous as processed. Leaving the loop leaves the consumer as it is: reading again continues with the alert that was in hand. Messages
    /// that cannot be decoded are passed over and kept, unless <see cref="AlertConsumerOptions.OnMalformed"/> says otherwise.
    /// </summary>
    /// <exception cref="AlertException">The stream cannot be read; or, with <see cref="OnMalformed.Stop"/>, a message cannot.</exception>
    /// <exception cref="ObjectDisposedException">The consumer was disposed before. If it is disposed while reading, the loop ends.</exception>
    /// <exception cref="InvalidOperationException">Another read is going on.</exception>
    public IAsyncEnumerable<AlertMessage<T>> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAll<T>(_records, cancellationToken);
    }

    /// <summary>
    /// What a query makes of the alerts it wants, as they come. It looks at each alert while it lies in the Kafka client's memory: one that it rejects
    /// is not copied, costs no memory and counts as processed. <see cref="DuplicateId"/> has no part in it.
    /// </summary>
    /// <param name="query">
    /// Which alerts, and what of them: <c>LsstAlert.Where(…).Select(…)</c>. An exception it throws becomes the message's error, of the kind
    /// <see cref="AlertErrorKind.Program"/>.
    /// </param>
    /// <param name="cancellationToken">Ends reading at once.</param>
    /// <typeparam name="TResult">What comes of an alert.</typeparam>
    /// <inheritdoc cref="ReadAllAsync(CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<AlertMessage<TResult>> ReadAllAsync<TResult>(
        AlertQuery<TResult> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var current = _projection as QueryProjection<TResult>;
        var projection = ReferenceEquals(current?.Query, query) ? current : new QueryProjection<TResult>(query, _options.Resolution);
        return ReadAll<TResult>(projection, cancellationToken);
    }

    /// <summary>
    /// The alerts in batches. Each has at least one alert; asking for the next marks all of the previous as processed.
    /// </summary>
    /// <param name="maxCount">The most alerts in a batch.</param>
    /// <param name="maxWait">How long a batch that has its first alert waits for more.</param>
    /// <param name="cancellationToken">Ends reading at once.</param>
    /// <inheritdoc cref="ReadAllAsync(CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<IReadOnlyList<AlertMessage<T>>> ReadBatchesAsync(
        int maxCount, TimeSpan maxWait, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWait, TimeSpan.Zero);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadBatches(maxCount, maxWait, cancellationToken);
    }

    /// <summary>The next alert; null where none came in time, or the stream has ended. Marks the previous as processed in any case.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <inheritdoc cref="ReadAllAsync(CancellationToken)" path="/exception"/>
    public async ValueTask<AlertMessage<T>?> PollAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var alerts = await ConsumeAsync(1, timeout, cancellationToken).ConfigureAwait(false);
        return alerts.Count == 0 ? null : alerts[0];
    }

    /// <summary>
    /// The next alerts: as many as asked for, or those that came in time, perhaps none. Marks the previous as processed in any case.
    /// </summary>
    /// <param name="maxCount">The most alerts.</param>
    /// <param name="timeout">How long to wait in all.</param>
    /// <param name="cancellationToken">Ends the wait at once; alerts that had come already are delivered by the next read.</param>
    /// <inheritdoc cref="ReadAllAsync(CancellationToken)" path="/exception"/>
    public async ValueTask<IReadOnlyList<AlertMessage<T>>> ConsumeAsync(
        int maxCount, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await BeginReadAsync(_records).ConfigureAwait(false);
        try
        {
            var batch = new List<AlertMessage<T>>(Math.Min(maxCount, _options.MaxBufferedMessages));
            await CollectAsync(batch, maxCount, timeout, cancellationToken).ConfigureAwait(false);
            batch.RemoveAll(message => !TryHandOut(message));
            return batch;
        }
        finally
        {
            EndRead();
        }
    }

    /// <summary>
    /// Goes on reading a partition elsewhere. Alerts of it that were read ahead are dropped, and where it goes on is committed, also where that is
    /// before what was processed already.
    /// </summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, which must be assigned to this consumer.</param>
    /// <param name="offset">The offset to read next.</param>
    /// <param name="cancellationToken">Ends the wait for the first partitions to be assigned.</param>
    /// <exception cref="InvalidOperationException">The partition is assigned to another consumer of the group, or does not exist.</exception>
    /// <exception cref="AlertException">Reading has ended with this error, or the Kafka client refuses.</exception>
    public Task SeekAsync(string topic, int partition, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return SeekAsync(() => _loop.SeekAsync(new Confluent.Kafka.TopicPartitionOffset(topic, partition, offset)), cancellationToken);
    }

    /// <summary>Goes on reading all partitions of this consumer elsewhere. Alerts that were read ahead are dropped.</summary>
    /// <exception cref="AlertException">Reading has ended with this error, or the Kafka client refuses.</exception>
    public Task SeekAsync(StartAt position, CancellationToken cancellationToken = default) =>
        SeekAsync(() => _loop.SeekAsync(position), cancellationToken);

    /// <summary>
    /// Commits what was processed, leaves the group and closes the connection. A server that does not answer is waited for 10 s; then the rest is
    /// done, or given up, in the background, and what was processed since the last commit may come again. Called from within a query, it waits for
    /// nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (!BeginDispose()) return;
        try
        {
            await _loop.Ended.WaitAsync(ClosePatience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _loop.LogGivenUp();
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        if (!BeginDispose()) return;
        if (!_loop.Ended.Wait(ClosePatience)) _loop.LogGivenUp();
    }

    /// <summary>How long <see cref="DisposeAsync"/> waits: librdkafka itself would wait for <c>session.timeout.ms</c>.</summary>
    internal TimeSpan ClosePatience { get; init; } = TimeSpan.FromSeconds(10);

    private async IAsyncEnumerable<AlertMessage<TItem>> ReadAll<TItem>(
        AlertProjection projection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginReadAsync(projection).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Settle();
                AlertMessage<TItem>? next;
                cancellationToken.ThrowIfCancellationRequested();
                while (!TryNext(out next))
                    if (!await WaitAsync(cancellationToken).ConfigureAwait(false)) yield break;
                if (TryHandOut(next)) yield return next;
            }
        }
        finally
        {
            EndLoop();
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<AlertMessage<T>>> ReadBatches(
        int maxCount, TimeSpan maxWait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeginReadAsync(_records).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Settle();
                AlertMessage<T>? first;
                cancellationToken.ThrowIfCancellationRequested();
                while (!TryNext(out first))
                    if (!await WaitAsync(cancellationToken).ConfigureAwait(false)) yield break;

                var batch = new List<AlertMessage<T>>(Math.Min(maxCount, _options.MaxBufferedMessages)) { first };
                await CollectAsync(batch, maxCount, maxWait, cancellationToken).ConfigureAwait(false);
                batch.RemoveAll(message => !TryHandOut(message));
                if (batch.Count > 0) yield return batch;
            }
        }
        finally
        {
            EndLoop();
        }
    }

    /// <summary>Fills a batch until it is full, the time is up or the stream ends.</summary>
    private async ValueTask CollectAsync(List<AlertMessage<T>> batch, int maxCount, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancellationTokenSource? timer = null;
        try
        {
            while (batch.Count < maxCount)
            {
                if (TryNext<T>(out var next))
                {
                    batch.Add(next);
                    continue;
                }

                // A message that stops the stream is thrown when what came before it has been delivered.
                if (_stoppedAt is not null && batch.Count > 0) return;
                if (timer is null)
                {
                    timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    timer.CancelAfter(timeout);
                }

                if (!await WaitAsync(timer.Token).ConfigureAwait(false)) return;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up.
        }
        catch
        {
            PutBack();
            throw;
        }
        finally
        {
            timer?.Dispose();
        }
    }

    private async Task SeekAsync(Func<Task<bool>> seek, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Start(_projection);
        while (!await seek().ConfigureAwait(false)) await Task.Delay(20, cancellationToken).ConfigureAwait(false);
    }

    private bool BeginDispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (!_isStarted) return false;
        }

        _loop.Buffer.Abandon();
        _loop.Stop();
        return !_loop.IsOwnThread;
    }

    private void Start(AlertProjection projection)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isStarted) return;
            _isStarted = true;
            _projection = projection;
            _loop.Start(projection);
        }
    }
}
