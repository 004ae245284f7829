namespace FinkTyped.Kafka;

/// <summary>The schema that a topic's alerts are written with.</summary>
public sealed class TopicSchema
{
    internal TopicSchema(string topic, byte[] json, AvroLimits limits)
    {
        Topic = topic;
        Json = json;
        try
        {
            Schema = AvroSchema.ParseWriter(json, limits);
        }
        catch (AvroException fault)
        {
            throw new AlertException(AlertErrorKind.Schema, $"the schema of {topic} cannot be read: {fault.Message}", "The producer is at fault: report it.", fault);
        }
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The schema.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Its JSON in UTF-8, as it was sent.</summary>
    public ReadOnlyMemory<byte> Json { get; }
}
