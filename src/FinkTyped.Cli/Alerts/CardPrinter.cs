using System.Buffers;
using System.Text.Json;
using FinkTyped.Astronomy;
using FinkTyped.Cli.Terminal;
using Spectre.Console;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as a few lines each: what it is, when, where, how bright, what was before.</summary>
internal sealed class CardPrinter(CliConsole console, AvroJsonOptions options) : IAlertPrinter
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    // What is left of an alert by a schema of the user's is shown as it is.
    private readonly bool _isOfOwnSchema = options.ReaderSchema is { } reader && !SchemaFiles.IsStock(reader);

    private readonly ReaderChoice _reader = new(console, options with { Bytes = AvroJsonBytes.None });

    public void Print(AlertDatum datum)
    {
        var card = CardOf(datum);
        var width = card.Lines.Count == 0 ? 0 : card.Lines.Max(l => l.Label.Length);
        Line(card.Title, Bold, $"  {Path.GetFileName(datum.Path)} #{datum.Index}", Dim);
        foreach (var (label, value) in card.Lines) Line($"  {label.PadRight(width)}  ", Dim, value, Style.Plain);
        console.ResultWriter.WriteLine();
        console.EndOfLine();
    }

    private AlertCard CardOf(AlertDatum datum)
    {
        try
        {
            var how = _reader.For(datum);
            if (!_isOfOwnSchema && SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var known)) return AlertCard.Of(known);

            // As bytes: of a text the size of a block there would be a second copy.
            var json = new ArrayBufferWriter<byte>();
            AvroJson.Write(json, datum.WriterSchema, datum.Datum.Span, how);
            using var alert = JsonDocument.Parse(json.WrittenMemory, new JsonDocumentOptions { MaxDepth = options.Limits.MaxDepth * 2 });
            return AlertCard.Of(alert.RootElement);
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }
    }

    private void Line(string first, Style style, string second, Style secondStyle)
    {
        console.Results.Write(new Text(first, style));
        console.Results.Write(new Text(second, secondStyle));
        console.ResultWriter.WriteLine();
    }
}
