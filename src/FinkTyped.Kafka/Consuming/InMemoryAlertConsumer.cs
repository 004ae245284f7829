using System.Buffers;
using System.Runtime.CompilerServices;

namespace FinkTyped.Kafka;

/// <summary>
/// Alerts of a list instead of a broker's, for unit tests of programs that read from <see cref="IAlertConsumer{T}"/>. It ends with the list; what was
/// read is completed as the default of <see cref="AlertConsumer{T}"/> does it, when the next is asked for. For one reader.
/// </summary>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public sealed class InMemoryAlertConsumer<T> : IAlertConsumer<T> where T : class, IAvroRecord<T>
{
    private readonly Queue<AlertMessage<T>> _messages;
    private readonly List<AlertMessage<T>> _inHand = [];

    /// <summary>Makes a consumer of messages, which may hold errors.</summary>
    public InMemoryAlertConsumer(IEnumerable<AlertMessage<T>> messages) => _messages = new Queue<AlertMessage<T>>(messages);

    /// <summary>Makes a consumer of alerts, at offsets from 0 on.</summary>
    public InMemoryAlertConsumer(IEnumerable<T> alerts) : this(alerts.Select((alert, offset) => new AlertMessage<T>(alert) { Topic = "in-memory", Offset = offset }))
    {
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AlertMessage<T>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ConsumeAsync(1, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is [var next]) yield return next;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AlertMessage<TResult>> ReadAllAsync<TResult>(
        AlertQuery<T, TResult> query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var datum = new ArrayBufferWriter<byte>();
        await foreach (var message in ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Evaluate(query, message, datum) is { } result) yield return result;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<AlertMessage<T>>> ReadBatchesAsync(
        int maxCount, TimeSpan maxWait, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ConsumeAsync(maxCount, maxWait, cancellationToken).ConfigureAwait(false) is { Count: > 0 } batch) yield return batch;
    }

    /// <inheritdoc/>
    public async ValueTask<AlertMessage<T>?> PollAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        await ConsumeAsync(1, timeout, cancellationToken).ConfigureAwait(false) is [var next] ? next : null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AlertMessage<T>>> ConsumeAsync(int maxCount, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var message in _inHand) message.Complete();
        _inHand.Clear();
        while (_inHand.Count < maxCount && _messages.TryDequeue(out var next)) _inHand.Add(next);
        return new ValueTask<IReadOnlyList<AlertMessage<T>>>([.. _inHand]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What a query makes of a message; null where it rejects the alert.</summary>
    private static AlertMessage<TResult>? Evaluate<TResult>(AlertQuery<T, TResult> query, AlertMessage<T> message, ArrayBufferWriter<byte> datum)
    {
        var error = message.Error;
        if (error is null)
        {
            datum.ResetWrittenCount();
            var writer = new AvroWriter(datum);
            message.Alert.Write(ref writer);
            writer.Flush();
            try
            {
                if (!query.TryEvaluate(T.Schema, datum.WrittenSpan, out var result)) return null;
                return new AlertMessage<TResult>(result) { Topic = message.Topic, Partition = message.Partition, Offset = message.Offset, Timestamp = message.Timestamp };
            }
            catch (Exception e)
            {
                error = new AlertException(AlertProjection.QueryThrew(e), message.Topic, message.Partition, message.Offset);
            }
        }

        return AlertMessage<TResult>.Failed(error, message.Topic, message.Partition, message.Offset);
    }
}
