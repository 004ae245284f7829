namespace FinkTyped.Kafka;

/// <summary>A writer's schema that a consumer meets for the first time, and how it was resolved to the compiled one.</summary>
/// <param name="topic">The topic of the first such message.</param>
/// <param name="writerSchema">The schema the alerts come with.</param>
/// <param name="report">What differs.</param>
public sealed class SchemaResolvedEventArgs(string topic, AvroSchema writerSchema, ResolutionReport report) : EventArgs
{
    /// <summary>The topic of the first message that came with the schema.</summary>
    public string Topic { get; } = topic;

    /// <summary>The schema the alerts come with.</summary>
    public AvroSchema WriterSchema { get; } = writerSchema;

    /// <summary>What differs between it and the compiled schema: <see cref="ResolutionReport.Summary"/> is what the log says.</summary>
    public ResolutionReport Report { get; } = report;
}
