namespace FinkTyped.Kafka;

/// <summary>Stands for a compiled type where alerts are taken as they come.</summary>
internal sealed class EmptyRecord : IAvroRecord<EmptyRecord>
{
    public static AvroSchema Schema { get; } = AvroSchema.Parse("""{"type":"record","name":"Empty","fields":[]}""");

    public static EmptyRecord Read(ref AvroReader reader) => new();

    public static EmptyRecord Read(AvroRecordView view) => new();

    public void Write(ref AvroWriter writer)
    {
    }
}
