namespace FinkTyped.Cli.Alerts;

/// <summary>Some fields of each alert.</summary>
internal sealed class FieldPrinter(FieldSelection fields) : IAlertPrinter
{
    public void Print(AlertDatum datum)
    {
        var alert = new AlertLook(datum.WriterSchema, datum.Datum);
        try
        {
            fields.Print(alert);
        }
        catch (AvroException e)
        {
            throw new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e);
        }
    }
}
