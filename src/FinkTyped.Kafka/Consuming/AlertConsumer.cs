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
        _loop = new ConsumerLoop(options, new RecordProjection<T>(options.Resolution));
    }

    /// <summary>
    /// The alerts as they come, for ever (with <see cref="AlertConsumerOptions.StopAtEnd"/>: to the end). Asking for the next marks the
    /// previous as processed. Leaving the loop leaves the consumer as it is: reading again continues with the alert that was in hand.
    /// </summary>
    /// <exception cref="AlertException">The stream cannot be read; or, with <see cref="OnMalformed.Stop"/>, a message cannot.</exception>
    /// <exception cref="ObjectDisposedException">The consumer was disposed before. If it is disposed while reading, the loop ends.</exception>
    /// <exception cref="InvalidOperationException">Another read is going on.</exception>
    public IAsyncEnumerable<AlertMessage<T>> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAll(cancellationToken);
    }

    /// <summary>Commits what was processed, leaves the group and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (BeginDispose()) await _loop.Ended.ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose()
    {
        if (BeginDispose()) _loop.Ended.GetAwaiter().GetResult();
    }

    private async IAsyncEnumerable<AlertMessage<T>> ReadAll([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BeginRead();
        try
        {
            while (true)
            {
                AlertMessage? next;
                while (!TryNext(out next))
                    if (_isDisposed || !await _loop.Buffer.WaitAsync(cancellationToken).ConfigureAwait(false)) yield break;

                cancellationToken.ThrowIfCancellationRequested();
                Hold(next);
                yield return (AlertMessage<T>)next;
                Settle();
            }
        }
        finally
        {
            EndRead();
        }
    }

    private bool BeginDispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            if (!_isStarted) return false;
        }

        _loop.Buffer.Complete();
        _loop.Stop();
        return true;
    }

    private void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isStarted) return;
            _isStarted = true;
            _loop.Start();
        }
    }
}
