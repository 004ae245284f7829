using System.Buffers;
using System.Text.Json;
using FinkTyped.Cli.Terminal;
using Spectre.Console;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as a few lines each: what it is, when, where, how bright, what was before.</summary>
internal sealed class CardPrinter(CliConsole console, AvroJsonOptions options) : IAlertPrinter
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly ReaderChoice _reader = new(console, options with { Bytes = AvroJsonBytes.None });

    public void Print(AlertDatum datum)
    {
        // As bytes: of a text the size of a block there would be a second copy.
        var json = new ArrayBufferWriter<byte>();
        try
        {
            AvroJson.Write(json, datum.WriterSchema, datum.Datum.Span, _reader.For(datum));
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }

        using var alert = JsonDocument.Parse(json.WrittenMemory, new JsonDocumentOptions { MaxDepth = options.Limits.MaxDepth * 2 });
        var card = AlertCard.Of(alert.RootElement);
        var width = card.Lines.Count == 0 ? 0 : card.Lines.Max(l => l.Label.Length);
        Line(card.Title, Bold, $"  {Path.GetFileName(datum.Path)} #{datum.Index}", Dim);
        foreach (var (label, value) in card.Lines) Line($"  {label.PadRight(width)}  ", Dim, value, Style.Plain);
        console.ResultWriter.WriteLine();
        console.EndOfLine();
    }

    private void Line(string first, Style style, string second, Style secondStyle)
    {
        console.Results.Write(new Text(first, style));
        console.Results.Write(new Text(second, secondStyle));
        console.ResultWriter.WriteLine();
    }
}
