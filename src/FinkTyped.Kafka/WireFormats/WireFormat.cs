namespace FinkTyped.Kafka;

/// <summary>How a message holds an alert, and where its schema is found.</summary>
public enum WireFormat
{
    /// <summary>Told from the topic's name and the message's first bytes. The default.</summary>
    Auto,

    /// <summary>Fink's livestream: the key is the writer schema as JSON, the value one datum.</summary>
    SchemaInKey,

    /// <summary>
    /// Fink's data transfer and cross-match: the value is one datum, whose schema stands in the topic <c>&lt;topic&gt;_schema</c>.
    /// </summary>
    SchemaTopic,

    /// <summary>
    /// Rubin's own stream: a zero byte, a schema id of four bytes, big-endian, then one datum. <see cref="AlertConsumerOptions.Schemas"/> has
    /// the schemas.
    /// </summary>
    Confluent,

    /// <summary>ZTF's own stream: the value is a whole Avro object container that holds one alert.</summary>
    Container,

    /// <summary>The value is one datum, written with <see cref="AlertConsumerOptions.FallbackSchema"/>, whatever the key says.</summary>
    Bare,
}
