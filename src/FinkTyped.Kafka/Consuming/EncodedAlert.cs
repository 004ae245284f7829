namespace FinkTyped.Kafka;

/// <summary>An alert as it came, not decoded.</summary>
/// <param name="WriterSchema">The schema it was written with. Alerts with the same schema share it.</param>
/// <param name="Datum">Its bytes, without what the topic's wire format puts around them.</param>
public sealed record EncodedAlert(AvroSchema WriterSchema, ReadOnlyMemory<byte> Datum);
