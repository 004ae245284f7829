namespace FinkTyped.Kafka;

/// <summary>An alert as it came, not decoded.</summary>
/// <param name="WriterSchema">The schema it was written with. Alerts with the same schema share it.</param>
/// <param name="Datum">Its bytes, without what the topic's wire format puts around them.</param>
public sealed record EncodedAlert(AvroSchema WriterSchema, ReadOnlyMemory<byte> Datum)
{
    /// <summary>
    /// Looks at the alert by paths, which are looked up in <c>AvroPlan.For(alert.WriterSchema)</c>: once for each schema. The view serves as long as
    /// the alert does.
    /// </summary>
    /// <exception cref="AvroException">The datum is larger than the limits allow. Faults found later come from the view.</exception>
    public DatumView Open() => AvroPlan.For(WriterSchema).Open(Datum.Span);
}
