using System.Buffers;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as JSON, one a line.</summary>
internal sealed class JsonPrinter(CliConsole console, AvroJsonOptions options) : IAlertPrinter
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ReaderChoice _reader = new(console, options);

    public void Print(AlertDatum datum)
    {
        _line.ResetWrittenCount();
        try
        {
            AvroJson.Write(_line, datum.WriterSchema, datum.Datum.Span, _reader.For(datum));
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }

        _line.Write("\n"u8);
        console.ResultStream.Write(_line.WrittenSpan);
        console.EndOfLine();
    }
}
