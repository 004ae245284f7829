using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink cat</c>: the alerts in files, as JSON lines or a few words each.</summary>
internal static class CatCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files (.avro, .avro.gz, .tar, .tar.gz), folders, patterns, or - for standard input. With --schema: files that hold one raw datum each.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "One alert a line as JSON, fields as in the schema." };
        var limit = new Option<long?>("--limit") { Description = "Stop after so many alerts.", HelpName = "N" }.AtLeast(0);
        var reader = new Option<string?>("--as")
        {
            Description = "Resolve to this schema: ztf, lsst, rubin, or a schema file. As written by default.",
            HelpName = "ztf|lsst|rubin|R.avsc",
        };
        var writer = new Option<string?>("--schema") { Description = "The schema of raw datums, which carry none.", HelpName = "W.avsc" };
        var bytes = new Option<string>("--bytes")
        {
            Description = "Cutouts in JSON: length and SHA-256, all of them, or only the length.",
            HelpName = "hash|base64|none",
            DefaultValueFactory = _ => "hash",
        };
        bytes.AcceptOnlyFromAmong("hash", "base64", "none");

        var fields = new Option<string?>("--fields") { Description = "Only these fields, such as objectId,candidate.magpsf, as JSON or with --csv.", HelpName = "a,b.c" };
        var csv = new Option<bool>("--csv") { Description = "The fields of --fields as CSV." };
        var command = new Command("cat", "Shows the alerts in files and folders.") { paths, json, fields, csv, limit, reader, writer, bytes };
        var choice = new AlertChoice(command);
        command.SetAction((line, stop) =>
        {
            var source = new DatumSource(console, line.GetRequiredValue(paths), SchemaFiles.Writer(line.GetValue(writer)));
            var options = new AvroJsonOptions
            {
                ReaderSchema = SchemaFiles.Reader(line.GetValue(reader)),
                Bytes = Enum.Parse<AvroJsonBytes>(line.GetRequiredValue(bytes), ignoreCase: true),
            };
            if (line.GetValue(csv) && line.GetValue(fields) is null) throw new UsageException("--csv needs --fields: alerts have arrays in them, which CSV cannot hold.");
            IAlertPrinter printer = line.GetValue(fields) is { } names
                ? new FieldPrinter(new FieldSelection(console, FieldSelection.Parse(names), line.GetValue(csv)))
                : line.GetValue(json) ? new JsonPrinter(console, options) : new CardPrinter(console, options);
            return Task.FromResult(Run(source, choice.Read(line), printer, line.GetValue(limit) ?? long.MaxValue, stop));
        });
        return command;
    }

    private static int Run(DatumSource source, AlertFilter? filter, IAlertPrinter printer, long limit, CancellationToken stop)
    {
        if (limit == 0) return ExitCode.Done;
        var (printed, fits) = (0L, false);
        foreach (var datum in source.Read())
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (!AlertChoice.IsWanted(filter, datum, ref fits)) continue;
                printer.Print(datum);
            }
            catch (CommandException e)
            {
                source.TellFault(datum, e);
                continue;
            }

            if (++printed >= limit) break;
        }

        return source.HasFailed ? ExitCode.Failed : ExitCode.Done;
    }
}
