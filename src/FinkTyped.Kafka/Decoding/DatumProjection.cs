namespace FinkTyped.Kafka;

/// <summary>Alerts as they came, copied out of librdkafka's memory.</summary>
internal sealed class DatumProjection : AlertProjection
{
    public override AlertMessage Project(string topic, AvroSchema writer, ReadOnlySpan<byte> datum, int encodedLength) =>
        new AlertMessage<EncodedAlert>(new EncodedAlert(writer, datum.ToArray()), encodedLength);

    public override ResolutionReport? ReportOf(string topic, AvroSchema writer) => null;

    public override AlertMessage Fail(string topic, MessageFault fault, int encodedLength) => new AlertMessage<EncodedAlert>(fault, encodedLength);
}
