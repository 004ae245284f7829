namespace FinkTyped.Kafka;

/// <summary>Reads typed alerts from Kafka.</summary>
/// <inheritdoc cref="AlertConsumer" path="/remarks"/>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public sealed class AlertConsumer<T> : AlertConsumer, IAlertConsumer<T> where T : class, IAvroRecord<T>
{
    private readonly RecordProjection<T> _records;
    private readonly int _duplicateWindow;
    private readonly RecentIds? _recent;

    /// <inheritdoc/>
    public AlertConsumer(AlertConsumerOptions options) : base(options)
    {
        _records = new RecordProjection<T>(options.Resolution);
        _duplicateWindow = options.DuplicateWindow;
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
            _recent = value is null ? null : new RecentIds(_duplicateWindow);
        }
    }

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
        ThrowIfDisposed();
        return ReadAll<AlertMessage<T>>(_records, cancellationToken);
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
        AlertQuery<T, TResult> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ThrowIfDisposed();
        return ReadQuery(query, cancellationToken);
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
        ThrowIfDisposed();
        return ReadBatches<AlertMessage<T>>(_records, maxCount, long.MaxValue, maxWait, cancellationToken);
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
        ThrowIfDisposed();
        return await ConsumeAsync<AlertMessage<T>>(_records, maxCount, timeout, cancellationToken).ConfigureAwait(false);
    }

    private protected override AlertProjection InitialProjection => _records;

    private protected override bool IsDuplicate(AlertMessage message) =>
        _recent is not null && message is AlertMessage<T> { Error: null } alert && TryGetId(alert, out var id) && !_recent.IsNew(message, id);

    private bool TryGetId(AlertMessage<T> message, out long id)
    {
        try
        {
            id = DuplicateId!(message.Alert);
            return true;
        }
        catch (Exception e)
        {
            // Whether it is a duplicate is not known, and an alert twice is better than none.
            Loop.SayNoId(message, e);
            id = 0;
            return false;
        }
    }
}
