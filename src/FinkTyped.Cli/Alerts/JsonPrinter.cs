using System.Buffers;
using System.Globalization;
using System.Text;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as JSON, one a line.</summary>
internal sealed class JsonPrinter(CliConsole console, AvroJsonOptions options) : IAlertPrinter
{
    private readonly ResultBuffer _results = new(console.ResultStream);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ReaderChoice _reader = new(console, options);

    public void Print(AlertDatum datum)
    {
        try
        {
            Print(datum.WriterSchema, datum.Datum.Span, _reader.For(datum));
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }
    }

    /// <summary>Shows an alert as it was written.</summary>
    /// <exception cref="AvroException">It disagrees with its schema.</exception>
    public void Print(AvroSchema writer, ReadOnlySpan<byte> datum) => Print(writer, datum, options);

    private void Print(AvroSchema writer, ReadOnlySpan<byte> datum, AvroJsonOptions shown)
    {
        if (console.ResultsAreRedirected)
        {
            // A line may have megabytes.
            AvroJson.Write(_results, writer, datum, shown);
            _results.Write("\n"u8);
            _results.Flush();
            return;
        }

        _line.ResetWrittenCount();
        AvroJson.Write(_line, writer, datum, shown);
        _line.Write("\n"u8);
        console.ResultWriter.Write(EscapeControls(Encoding.UTF8.GetString(_line.WrittenSpan)));
        console.EndOfLine();
    }

    // JSON escapes the first 32 characters; terminals obey more than these.
    private static string EscapeControls(string line)
    {
        if (!line.AsSpan(0, line.Length - 1).ContainsAnyExceptInRange(' ', '~')) return line;
        var escaped = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (c != '\n' && PrintableText.IsControl(c)) escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
