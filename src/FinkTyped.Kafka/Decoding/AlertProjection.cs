namespace FinkTyped.Kafka;

/// <summary>
/// What becomes of a datum while it still lies in librdkafka's memory: a whole alert, or what a query makes of it. Used by one thread at a
/// time.
/// </summary>
internal abstract class AlertProjection
{
    /// <summary>Turns a datum into a message; null where a query rejects it.</summary>
    /// <exception cref="AlertException">The topic is nobody's.</exception>
    /// <exception cref="AvroException">The datum disagrees with its schema, or the schema cannot be resolved.</exception>
    public abstract AlertMessage? Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength);

    /// <summary>What differs between a writer's schema and the compiled one; null where nothing is compiled, or the topic is nobody's.</summary>
    /// <exception cref="SchemaResolutionException">The schema cannot be resolved.</exception>
    public abstract ResolutionReport? ReportOf(string topic, AvroSchema writer);

    /// <summary>A message that could not be decoded.</summary>
    public abstract AlertMessage Fail(string topic, MessageFault fault, int encodedLength);

    /// <summary>What an exception means that no datum can lead to.</summary>
    public virtual AlertException Failed(Exception e) => new(AlertErrorKind.Malformed,
        $"decoding failed with {e.GetType().Name}: {e.Message}", "That is an error in FinkTyped: report it, with the dead letter or with RawKey and RawValue.", e);

    /// <summary>What an exception of the program's query means.</summary>
    public static AlertException QueryThrew(Exception e) => new(AlertErrorKind.Program,
        $"the program's query threw {e.GetType().Name}: {e.Message}", "The alert is not at fault: mend the query, then publish the dead letter again.", e);
}

/// <summary>Whole alerts.</summary>
internal sealed class RecordProjection<T>(SchemaResolution resolution) : AlertProjection where T : class, IAvroRecord<T>
{
    private AlertDecoder<T>? _decoder;
    private AvroSchema? _writer;

    public override AlertMessage Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength)
    {
        if (!ReferenceEquals(writer, _writer))
        {
            _decoder = AlertDecoder<T>.For(writer, resolution);
            _writer = writer;
        }

        return new AlertMessage<T>(_decoder!.Decode(datum), encodedLength);
    }

    public override ResolutionReport ReportOf(string topic, AvroSchema writer) => AlertDecoder<T>.For(writer, resolution).Report;

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) => new AlertMessage<T>(fault, encodedLength);
}

/// <summary>What a query makes of the alerts it wants.</summary>
internal sealed class QueryProjection<T, TResult>(AlertQuery<T, TResult> query, SchemaResolution resolution) : AlertProjection
    where T : class, IAvroRecord<T>
{
    public AlertQuery<T, TResult> Query { get; } = query;

    public override AlertMessage? Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength) =>
        Query.TryEvaluate(writer, datum, out var result, resolution) ? new AlertMessage<TResult>(result, encodedLength) : null;

    public override ResolutionReport ReportOf(string topic, AvroSchema writer) => Query.ReportOf(writer, resolution);

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) => new AlertMessage<TResult>(fault, encodedLength);

    public override AlertException Failed(Exception e) => QueryThrew(e);
}
