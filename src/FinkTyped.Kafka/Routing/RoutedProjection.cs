namespace FinkTyped.Kafka;

/// <summary>What becomes of a datum where each topic has its own type. Used by one thread.</summary>
internal sealed class RoutedProjection(AlertRoutes routes, SchemaResolution resolution) : AlertProjection
{
    private readonly Dictionary<string, AlertProjection?> _topics = [];
    private readonly AlertProjection?[] _projections = new AlertProjection?[routes.Routes.Count];
    private AlertProjection? _last;

    public override AlertMessage? Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength)
    {
        _last = Find(topic) ?? throw new AlertException(AlertErrorKind.Options, $"no route takes the topic {topic}", "Add one to AlertRoutes.");
        return _last.Project(topic, writer, datum, encodedLength);
    }

    public override ResolutionReport? ReportOf(string topic, AvroSchema writer) => Find(topic)?.ReportOf(topic, writer);

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) =>
        Find(topic)?.Fail(topic, fault, encodedLength) ?? new AlertMessage<EncodedAlert>(fault, encodedLength);

    public override AlertException Failed(Exception e) => _last?.Failed(e) ?? base.Failed(e);

    private AlertProjection? Find(string topic)
    {
        if (_topics.TryGetValue(topic, out var known)) return known;
        AlertProjection? found = null;
        for (var i = 0; found is null && i < _projections.Length; i++)
            if (routes.Routes[i].Fits(topic)) found = _projections[i] ??= routes.Routes[i].Project(resolution);
        return _topics[topic] = found;
    }
}
