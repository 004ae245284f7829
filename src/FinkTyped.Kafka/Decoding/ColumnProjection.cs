using FinkTyped.Columns;

namespace FinkTyped.Kafka;

/// <summary>
/// Alerts whose values become columns: copied as they came, since they may have to be delivered again, after it was seen that nothing keeps them from it.
/// </summary>
internal sealed class ColumnProjection(ColumnOptions options, SchemaResolution resolution) : AlertProjection
{
    private AlertColumns? _trial;
    private volatile AvroSchema? _schema = options.Schema;

    public ColumnOptions Options => options;

    /// <summary>The schema that the columns are of: known with the first alert.</summary>
    public AvroSchema Schema => _schema!;

    public override AlertMessage? Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength)
    {
        if (options.Where is { } filter && !filter.Accepts(writer, datum, resolution.Limits)) return null;
        _trial ??= Make(topic, writer);
        _trial.Add(writer, datum, resolution);
        _trial.Clear();
        return new AlertMessage<EncodedAlert>(new EncodedAlert(writer, datum.ToArray()), encodedLength);
    }

    public override ResolutionReport? ReportOf(string topic, AvroSchema writer) => null;

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) => new AlertMessage<EncodedAlert>(fault, encodedLength);

    private AlertColumns Make(string topic, AvroSchema writer)
    {
        try
        {
            var columns = new AlertColumns(_schema ?? writer, options.Fields);
            _schema = columns.Schema;
            return columns;
        }
        catch (AvroPathException e)
        {
            // Of no use to any message: it must be mended before there is more to read.
            throw new AlertException(AlertErrorKind.Options, $"a column does not fit the alerts of {topic}: {e.Message}",
                "Mend ColumnOptions.Fields, or leave out topics that have no such field; `fink schema show` lists a topic's.", e)
            { EndsStream = true };
        }
    }
}
