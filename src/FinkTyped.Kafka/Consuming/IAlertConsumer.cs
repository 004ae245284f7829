namespace FinkTyped.Kafka;

/// <summary>
/// A source of typed alerts: <see cref="AlertConsumer{T}"/>, or in a program's own tests <see cref="InMemoryAlertConsumer{T}"/>.
/// </summary>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public interface IAlertConsumer<T> : IAsyncDisposable where T : class, IAvroRecord<T>
{
    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync(CancellationToken)"/>
    IAsyncEnumerable<AlertMessage<T>> ReadAllAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync{TResult}(AlertQuery{T, TResult}, CancellationToken)"/>
    IAsyncEnumerable<AlertMessage<TResult>> ReadAllAsync<TResult>(AlertQuery<T, TResult> query, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="AlertConsumer{T}.ReadBatchesAsync(int, TimeSpan, CancellationToken)"/>
    IAsyncEnumerable<IReadOnlyList<AlertMessage<T>>> ReadBatchesAsync(int maxCount, TimeSpan maxWait, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="AlertConsumer{T}.PollAsync(TimeSpan, CancellationToken)"/>
    ValueTask<AlertMessage<T>?> PollAsync(TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="AlertConsumer{T}.ConsumeAsync(int, TimeSpan, CancellationToken)"/>
    ValueTask<IReadOnlyList<AlertMessage<T>>> ConsumeAsync(int maxCount, TimeSpan timeout, CancellationToken cancellationToken = default);
}
