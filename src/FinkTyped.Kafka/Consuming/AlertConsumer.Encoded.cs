namespace FinkTyped.Kafka;

public sealed partial class AlertConsumer<T>
{
    private DatumProjection? _datums;

    /// <summary>
    /// The alerts as they came, not decoded: to save them, or to show alerts of any schema. Otherwise as
    /// <see cref="ReadAllAsync(CancellationToken)"/>; <see cref="DuplicateId"/> has no part in it.
    /// </summary>
    /// <inheritdoc cref="ReadAllAsync(CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<AlertMessage<EncodedAlert>> ReadEncodedAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAll<EncodedAlert>(_datums ??= new DatumProjection(), cancellationToken);
    }
}
