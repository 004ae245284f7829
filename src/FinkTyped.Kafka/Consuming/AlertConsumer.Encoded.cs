namespace FinkTyped.Kafka;

public partial class AlertConsumer
{
    private DatumProjection? _datums;

    /// <summary>
    /// The alerts as they came, not decoded: to save them, or to look at alerts of any schema (<see cref="EncodedAlert.Open"/>). Otherwise as
    /// <see cref="AlertConsumer{T}.ReadAllAsync(CancellationToken)"/>; <see cref="AlertConsumer{T}.DuplicateId"/> has no part in it.
    /// </summary>
    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync{TResult}(AlertQuery{T, TResult}, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<AlertMessage<EncodedAlert>> ReadEncodedAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAll<AlertMessage<EncodedAlert>>(_datums ??= new DatumProjection(), cancellationToken);
    }

    /// <summary>
    /// What a function takes out of views of the alerts, of whatever schema they are. It looks at each alert while it lies in the Kafka client's memory:
    /// nothing is copied but what it returns. Otherwise as <see cref="ReadEncodedAsync"/>.
    /// </summary>
    /// <param name="paths">
    /// What it looks at, such as <c>diaSource.psfFlux</c>. They are looked up once in each schema that comes; one that a schema does not have ends the
    /// stream with an error that names the nearest. <see cref="AlertConsumerOptions.Where"/> chooses the alerts.
    /// </param>
    /// <param name="read">
    /// Takes what is wanted out of a view, which it cannot keep, by the paths in their order. It runs on the thread that reads. An exception it throws
    /// becomes the message's error, of the kind <see cref="AlertErrorKind.Program"/>.
    /// </param>
    /// <param name="cancellationToken">Ends reading at once.</param>
    /// <typeparam name="TResult">What comes of an alert.</typeparam>
    /// <exception cref="AvroPathException">A path is none.</exception>
    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync{TResult}(AlertQuery{T, TResult}, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<AlertMessage<TResult>> ReadViewsAsync<TResult>(
        IReadOnlyList<string> paths, DatumReading<IReadOnlyList<BoundPath>, TResult> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var projection = new ViewProjection<TResult>([.. paths.Select(AvroPath.Parse)], read, _options.Resolution.Limits);
        return ReadAll<AlertMessage<TResult>>(projection, cancellationToken);
    }
}
