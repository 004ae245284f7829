using System.Runtime.CompilerServices;

namespace FinkTyped.Kafka;

/// <summary>
/// Reads alerts from Kafka without a type of their own: as they came, as what a query makes of them, or each topic as the type that a handler of it
/// takes. <see cref="AlertConsumer{T}"/> reads typed alerts.
/// </summary>
/// <remarks>
/// A thread of the consumer's own reads and decodes ahead into a bounded buffer; nothing is connected before the first read. One read at a time:
/// alerts can be handed on to other threads, but only one asks for the next. The consumer may be disposed at any moment from any thread, and
/// then commits what was processed and leaves its group.
/// </remarks>
public partial class AlertConsumer : IAsyncDisposable, IDisposable
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
        _loop = new ConsumerLoop(options) { SchemaResolved = met => SchemaResolved?.Invoke(this, met) };
    }

    /// <summary>
    /// Raised once for each writer's schema that alerts come with, before the first of them is decoded: what the compiled schema has and alerts lack,
    /// what may fail and what is skipped. Raised on the consumer's own thread, which reads nothing meanwhile. Where something differs the log says it too.
    /// </summary>
    public event EventHandler<SchemaResolvedEventArgs>? SchemaResolved;

    /// <summary>
    /// How many messages were passed over so far because they could not be decoded (<see cref="OnMalformed.Skip"/>). Each is logged and kept.
    /// </summary>
    public long PassedOver => _loop.PassedOver;

    /// <summary>The thread that reads, for tests.</summary>
    internal ConsumerLoop Loop => _loop;

    /// <summary>How many different writer schemas were read so far.</summary>
    public int SchemasParsed => _loop.SchemasParsed;

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
        GC.SuppressFinalize(this);
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
        GC.SuppressFinalize(this);
        if (!BeginDispose()) return;
        if (!_loop.Ended.Wait(ClosePatience)) _loop.LogGivenUp();
    }

    /// <summary>How long <see cref="DisposeAsync"/> waits: librdkafka itself would wait for <c>session.timeout.ms</c>.</summary>
    internal TimeSpan ClosePatience { get; init; } = TimeSpan.FromSeconds(10);

    private protected async IAsyncEnumerable<TMessage> ReadAll<TMessage>(
        AlertProjection projection, [EnumeratorCancellation] CancellationToken cancellationToken) where TMessage : AlertMessage
    {
        await BeginReadAsync(projection).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Settle();
                TMessage? next;
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

    private protected async IAsyncEnumerable<IReadOnlyList<TMessage>> ReadBatches<TMessage>(
        AlertProjection projection, int maxCount, long maxBytes, TimeSpan maxWait, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TMessage : AlertMessage
    {
        await BeginReadAsync(projection).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Settle();
                TMessage? first;
                cancellationToken.ThrowIfCancellationRequested();
                while (!TryNext(out first))
                    if (!await WaitAsync(cancellationToken).ConfigureAwait(false)) yield break;

                var batch = new List<TMessage>(Math.Min(maxCount, _options.MaxBufferedMessages)) { first };
                await CollectAsync(batch, maxCount, maxBytes, maxWait, cancellationToken).ConfigureAwait(false);
                batch.RemoveAll(message => !TryHandOut(message));
                if (batch.Count > 0) yield return batch;
            }
        }
        finally
        {
            EndLoop();
        }
    }

    private protected async ValueTask<IReadOnlyList<TMessage>> ConsumeAsync<TMessage>(
        AlertProjection projection, int maxCount, TimeSpan timeout, CancellationToken cancellationToken) where TMessage : AlertMessage
    {
        await BeginReadAsync(projection).ConfigureAwait(false);
        try
        {
            var batch = new List<TMessage>(Math.Min(maxCount, _options.MaxBufferedMessages));
            await CollectAsync(batch, maxCount, long.MaxValue, timeout, cancellationToken).ConfigureAwait(false);
            batch.RemoveAll(message => !TryHandOut(message));
            return batch;
        }
        finally
        {
            EndRead();
        }
    }

    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Fills a batch until it is full, the time is up or the stream ends.</summary>
    private async ValueTask CollectAsync<TMessage>(List<TMessage> batch, int maxCount, long maxBytes, TimeSpan timeout, CancellationToken cancellationToken)
        where TMessage : AlertMessage
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancellationTokenSource? timer = null;
        try
        {
            var bytes = batch.Sum(message => (long)message.EncodedLength);
            while (batch.Count < maxCount && bytes < maxBytes)
            {
                if (TryNext<TMessage>(out var next))
                {
                    batch.Add(next);
                    bytes += next.EncodedLength;
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
        Start(_projection ?? InitialProjection);
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
