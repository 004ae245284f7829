using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// What a service does with several alerts at once: for databases, files and services that take many in one go. It is added like any handler,
/// with <c>AddAlertConsumer</c>; <see cref="AlertServiceOptions{T}.BatchSize"/> and <see cref="AlertServiceOptions{T}.BatchWait"/> say how many come
/// together.
/// </summary>
/// <remarks>
/// A batch counts as processed as a whole, when <see cref="HandleAsync"/> has returned, and is tried again, kept aside or given up as a whole. With
/// <see cref="AlertServiceOptions{T}.OrderKey"/> alerts that share a key are in one batch or in batches that follow each other.
/// </remarks>
/// <typeparam name="T">The alert's type, generated from its schema.</typeparam>
public interface IAlertBatchHandler<T> : IAlertHandler<T> where T : class, IAvroRecord<T>
{
    /// <summary>Handles alerts that came one after the other.</summary>
    /// <param name="messages">At least one, in the order in which they came; all could be decoded. The list is the handler's to keep.</param>
    /// <param name="cancellationToken">As for <see cref="IAlertHandler{T}.HandleAsync"/>.</param>
    Task HandleAsync(IReadOnlyList<AlertMessage<T>> messages, CancellationToken cancellationToken);

    /// <inheritdoc/>
    Task IAlertHandler<T>.HandleAsync(AlertMessage<T> message, CancellationToken cancellationToken) => HandleAsync([message], cancellationToken);
}
