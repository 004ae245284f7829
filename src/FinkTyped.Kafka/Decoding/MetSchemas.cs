using System.Runtime.CompilerServices;

namespace FinkTyped.Kafka;

/// <summary>Tells of each writer's schema once how it is resolved, before its first alert is decoded. Used by one thread.</summary>
internal sealed class MetSchemas
{
    // For as long as the reports are kept, and so no longer than the schemas are in use.
    private readonly ConditionalWeakTable<ResolutionReport, object> _told = [];
    private AvroSchema? _writer;
    private AlertProjection? _projection;
    private string _topic = "";

    /// <summary>What is done with a schema that was not met before; it does not throw.</summary>
    public Action<SchemaResolvedEventArgs>? Tell { get; set; }

    /// <summary>Looks whether the schema of a message is a new one.</summary>
    /// <exception cref="SchemaResolutionException">It cannot be resolved.</exception>
    public void Meet(AlertProjection projection, string topic, AvroSchema writer)
    {
        if (ReferenceEquals(writer, _writer) && ReferenceEquals(projection, _projection) && topic == _topic) return;
        (_writer, _projection, _topic) = (writer, projection, topic);
        if (projection.ReportOf(topic, writer) is { } report && _told.TryAdd(report, this)) Tell?.Invoke(new(topic, writer, report));
    }
}
