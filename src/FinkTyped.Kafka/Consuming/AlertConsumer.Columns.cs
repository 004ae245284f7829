using System.Runtime.CompilerServices;
using FinkTyped.Columns;

namespace FinkTyped.Kafka;

public partial class AlertConsumer
{
    /// <summary>
    /// The alerts as columns, batch after batch. Asking for the next batch marks all alerts of the previous one as processed: where a program ends
    /// before that, they come again.
    /// </summary>
    /// <param name="options">
    /// Which fields of which alerts: <see cref="ColumnOptions.Fields"/>, <see cref="ColumnOptions.Where"/>, <see cref="ColumnOptions.Schema"/>. A batch is full
    /// with <see cref="ColumnOptions.MaxRows"/> alerts, or with alerts of <see cref="ColumnOptions.MaxBytes"/> as they came. The other options are those of files;
    /// <see cref="AlertConsumerOptions.Resolution"/> says how schemas are resolved.
    /// </param>
    /// <param name="maxWait">How long a batch that has its first alert waits for more.</param>
    /// <param name="cancellationToken">Ends reading at once.</param>
    /// <returns>The columns, which are filled anew when the next ones are asked for. Each batch has at least one alert.</returns>
    /// <exception cref="InvalidOperationException">
    /// The consumer is read elsewhere; or its options are <see cref="CommitMode.Manual"/> or <see cref="OnMalformed.Surface"/>, for which columns have no place:
    /// <see cref="ReadEncodedAsync"/> has.
    /// </exception>
    /// <inheritdoc cref="AlertConsumer{T}.ReadAllAsync(CancellationToken)" path="/exception[@cref='AlertException']"/>
    public IAsyncEnumerable<AlertColumns> ReadColumnsAsync(ColumnOptions options, TimeSpan maxWait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWait, TimeSpan.Zero);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_options.CommitMode == CommitMode.Manual || _options.OnMalformed == OnMalformed.Surface)
            throw new InvalidOperationException("Columns have no place for messages that are to be completed or looked at one by one: use ReadEncodedAsync, or other options.");
        // Columns that are read already go on with what is in hand.
        var projection = _projection is ColumnProjection current && current.Options == options ? current : new ColumnProjection(options, _options.Resolution);
        return ReadColumns(projection, maxWait, cancellationToken);
    }

    private async IAsyncEnumerable<AlertColumns> ReadColumns(ColumnProjection projection, TimeSpan maxWait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = projection.Options;
        AlertColumns? columns = null;
        try
        {
            await foreach (var batch in ReadBatches<AlertMessage<EncodedAlert>>(projection, options.MaxRows, options.MaxBytes, maxWait, cancellationToken).ConfigureAwait(false))
            {
                columns ??= new AlertColumns(projection.Schema, options.Fields);
                columns.Clear();
                foreach (var message in batch) columns.Add(message.Alert.WriterSchema, message.Alert.Datum.Span, _options.Resolution);
                yield return columns;
            }
        }
        finally
        {
            columns?.Dispose();
        }
    }
}
