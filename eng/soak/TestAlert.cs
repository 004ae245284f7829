using System.Buffers;

namespace FinkTyped.Soak;

/// <summary>A small alert written by hand, as the generator would write it.</summary>
internal sealed record TestAlert : IAvroRecord<TestAlert>
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    public static AvroSchema Schema { get; } = AvroSchema.Parse(
        """
        {"type": "record", "name": "TestAlert", "fields": [
          {"name": "id", "type": "long"},
          {"name": "name", "type": "string"},
          {"name": "payload", "type": "bytes"}
        ]}
        """);

    public static TestAlert Read(ref AvroReader reader) => new()
    {
        Id = reader.ReadLong(),
        Name = reader.ReadString(),
        Payload = reader.ReadBytes(),
    };

    public static TestAlert Read(AvroRecordView view) => new()
    {
        Id = view.Long(0),
        Name = view.TextToKeep(1)!,
        Payload = view.BytesToKeep(2).GetValueOrDefault(),
    };

    public void Write(ref AvroWriter writer)
    {
        writer.WriteLong(Id);
        writer.WriteString(Name);
        writer.WriteBytes(Payload.Span);
    }

    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        Write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static TestAlert One(long id, int payload = 100) => new() { Id = id, Name = $"alert {id}", Payload = new byte[payload] };

    public static IEnumerable<TestAlert> Make(int count, int from = 0, int payload = 100) =>
        Enumerable.Range(from, count).Select(id => One(id, payload));
}
