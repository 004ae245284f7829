using System.Buffers;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as JSON, one a line.</summary>
internal sealed class JsonPrinter(CliConsole console, AvroJsonOptions options) : IAlertPrinter
{
    private readonly ResultBuffer _line = new(console.ResultStream);
    private readonly ReaderChoice _reader = new(console, options);

    public void Print(AlertDatum datum)
    {
        try
        {
            AvroJson.Write(_line, datum.WriterSchema, datum.Datum.Span, _reader.For(datum));
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }

        _line.Write("\n"u8);
        _line.Flush();
        console.EndOfLine();
    }
}
