using System.Buffers.Binary;
using System.Text;

namespace FinkTyped.Kafka;

/// <summary>Puts alerts into messages as the services of Fink, and the surveys themselves, do: the opposite of what a consumer does with them.</summary>
/// <param name="format">How messages hold alerts; not <see cref="WireFormat.Auto"/>.</param>
/// <param name="topic">The topic, which the keys of a transfer repeat.</param>
public sealed class WireEncoder(WireFormat format, string topic)
{
    private const int ConfluentHeader = 5;

    private AvroSchema? _schema;
    private byte[] _key = [];

    /// <summary>How messages hold alerts.</summary>
    public WireFormat Format { get; } = format;

    /// <summary>The id of the schema in messages of <see cref="WireFormat.Confluent"/>. Default 1100: version 11.0 of Rubin's.</summary>
    public int SchemaId { get; init; } = 1100;

    /// <summary>The topic that the schema has to be published to before, see <see cref="SchemaMessage"/>; null where the format needs none.</summary>
    public string? SchemaTopicName => Format == WireFormat.SchemaTopic ? SchemaTopic.NameFor(topic) : null;

    /// <summary>The message of <see cref="SchemaTopicName"/>: the schema as key, and a value that nobody looks at.</summary>
    public static (byte[] Key, byte[] Value) SchemaMessage(AvroSchema writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return (writer.SourceJson.ToArray(), [0]);
    }

    /// <summary>The key and the value that hold an alert.</summary>
    /// <param name="writer">The schema it was written with.</param>
    /// <param name="datum">The bytes.</param>
    public (byte[]? Key, byte[] Value) Encode(AvroSchema writer, ReadOnlyMemory<byte> datum)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (Format)
        {
            case WireFormat.SchemaInKey:
                if (!ReferenceEquals(writer, _schema)) (_schema, _key) = (writer, writer.SourceJson.ToArray());
                return (_key, datum.ToArray());
            case WireFormat.SchemaTopic:
                if (_key.Length == 0) _key = Encoding.UTF8.GetBytes(topic);
                return (_key, datum.ToArray());
            case WireFormat.Confluent:
                var framed = new byte[ConfluentHeader + datum.Length];
                BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), SchemaId);
                datum.Span.CopyTo(framed.AsSpan(ConfluentHeader));
                return (null, framed);
            case WireFormat.Container:
                return (null, Container(writer, datum.Span));
            default:
                return (null, datum.ToArray());
        }
    }

    private static byte[] Container(AvroSchema writer, ReadOnlySpan<byte> datum)
    {
        using var bytes = new MemoryStream();
        using (var file = AlertFileWriter.Create(bytes, writer.SourceJson.Span, leaveOpen: true)) file.Append(datum);
        return bytes.ToArray();
    }
}
