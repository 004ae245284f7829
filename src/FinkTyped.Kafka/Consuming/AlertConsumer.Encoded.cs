namespace FinkTyped.Kafka;

public partial class AlertConsumer
{
    private DatumProjection? _datums;

    /// <summary>
    /// The alerts as they came, not decoded: to save them, or to show alerts of any schema. Otherwise as
    /// <see cref="AlertConsumer{T}.ReadAllAsync(CancellationToken)"/>; <see cref="AlertConsumer{T}.DuplicateId"/> has no part in it.
    /// </summary>
    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync{TResult}(AlertQuery{T, TResult}, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<AlertMessage<EncodedAlert>> ReadEncodedAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAll<AlertMessage<EncodedAlert>>(_datums ??= new DatumProjection(), cancellationToken);
    }
}
