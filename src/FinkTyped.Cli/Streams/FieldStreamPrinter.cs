using FinkTyped.Cli.Alerts;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>Some fields of each alert.</summary>
internal sealed class FieldStreamPrinter(FieldSelection fields) : IStreamPrinter
{
    public void Print(AlertMessage<EncodedAlert> message, AlertLook alert) => fields.Print(alert);
}
