using System.Text.Json;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>Alerts as one line each: what it is, when, where, how bright.</summary>
internal sealed class LinePrinter(CliConsole console) : IAlertPrinter
{
    private static readonly AvroJsonOptions Options = new() { Bytes = AvroJsonBytes.None };
    private static readonly string[] Shown = ["observed", "position", "magnitude", "flux"];

    public void Print(AlertDatum datum)
    {
        string json;
        try
        {
            json = AvroJson.ToString(datum.WriterSchema, datum.Datum.Span, Options);
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path} @{datum.Index}: {e.Message}", e);
        }

        using var alert = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Options.Limits.MaxDepth * 2 });
        var card = AlertCard.Of(alert.RootElement);
        var lines = card.Lines.Where(l => Shown.Contains(l.Label)).ToList();
        var words = lines.Count > 0 ? lines.Select(l => l.Value) : card.Lines.Take(4).Select(l => $"{l.Label} {l.Value}");
        console.ResultWriter.WriteLine($"{card.Title}  {string.Join("  ", words)}");
    }
}
