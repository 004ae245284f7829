using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>Alerts as JSON, one a line.</summary>
internal sealed class JsonStreamPrinter(CliConsole console, AvroJsonOptions options) : IStreamPrinter
{
    private readonly JsonPrinter _printer = new(console, options);

    public void Print(AlertMessage<EncodedAlert> message, AlertLook alert) => _printer.Print(message.Alert.WriterSchema, message.Alert.Datum.Span);
}
