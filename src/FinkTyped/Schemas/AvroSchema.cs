namespace FinkTyped;

/// <summary>
/// An Avro schema: immutable, safe to share between threads. Two schemas are equal when every datum of one is, byte for byte, a datum of
/// the other with the same fields: names of records, namespaces, docs, defaults, aliases and logical types do not count.
/// </summary>
public abstract class AvroSchema
{
    private protected AvroSchema(AvroType type) => Type = type;

    /// <summary>Which of Avro's types this is.</summary>
    public AvroType Type { get; }

    /// <summary>Reads a schema from its JSON text.</summary>
    public static AvroSchema Parse(ReadOnlySpan<byte> utf8Json, AvroLimits? limits = null) => throw new NotSupportedException();

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, AvroLimits?)"/>
    public static AvroSchema Parse(string json, AvroLimits? limits = null) => Parse(System.Text.Encoding.UTF8.GetBytes(json), limits);
}
