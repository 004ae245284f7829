namespace FinkTyped.Kafka;

/// <summary>What a function of the program takes out of untyped views of the alerts.</summary>
internal sealed class ViewProjection<TResult>(
    IReadOnlyList<AvroPath> paths, DatumReading<IReadOnlyList<BoundPath>, TResult> read, AvroLimits limits) : AlertProjection
{
    private AvroSchema? _writer;
    private AvroPlan? _plan;
    private BoundPath[] _bound = [];

    public override AlertMessage Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength)
    {
        if (!ReferenceEquals(writer, _writer)) Bind(topic, writer);
        return new AlertMessage<TResult>(_plan!.Read<IReadOnlyList<BoundPath>, TResult>(datum, _bound, read), encodedLength);
    }

    public override ResolutionReport? ReportOf(string topic, AvroSchema writer) => null;

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) => new AlertMessage<TResult>(fault, encodedLength);

    public override AlertException Failed(Exception e) => new(AlertErrorKind.Program,
        $"the program's function threw {e.GetType().Name}: {e.Message}", "The alert is not at fault: mend the function, then publish the dead letter again.", e);

    private void Bind(string topic, AvroSchema writer)
    {
        _plan = AvroPlan.For(writer, limits);
        try
        {
            _bound = [.. paths.Select(_plan.Bind)];
        }
        catch (AvroPathException e)
        {
            // Of no use to any message: it must be mended before there is more to read.
            throw new AlertException(AlertErrorKind.Options, $"a path does not fit the alerts of {topic}: {e.Message}",
                "Mend it, or leave out topics that have no such field; `fink schema show` lists a topic's.", e)
            { EndsStream = true };
        }

        _writer = writer;
    }
}
