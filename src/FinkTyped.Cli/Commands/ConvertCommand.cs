using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Conversions;
using FinkTyped.Cli.Terminal;
using FinkTyped.Cli.Transfers;
using FinkTyped.Columns;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink convert</c>: alert files to columns, or to containers.</summary>
internal static class ConvertCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders, patterns, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "What to make of them.", HelpName = "parquet|arrow|csv|avro", Required = true };
        to.AcceptOnlyFromAmong("parquet", "arrow", "csv", "avro");
        var output = new Option<string>("--out")
        {
            Description = "The file to write. One that is there is not overwritten without --force. With --partition-by a new folder.",
            HelpName = "FILE",
            Required = true,
        };
        var force = new Option<bool>("--force") { Description = "Overwrite the file." };
        var fields = new Option<string?>("--fields")
        {
            Description = "Only these columns: diaSource.psfFlux,prvDiaSources.psfFlux. A field of the items of a list is a list. All by default.",
            HelpName = "A,B.C",
        };
        var reader = new Option<string?>("--as") { Description = "Resolve to this schema. That of the first alert by default.", HelpName = "ztf|lsst|rubin|R.avsc" };
        var partitionBy = HiveLayout.Option();
        var codec = PackingOption.Create();

        var command = new Command("convert", "Makes columns of alert files, as Parquet, Arrow or CSV, or one Avro file of many.") { paths, to, output, fields };
        var choice = new AlertChoice(command);
        foreach (var option in new Option[] { reader, partitionBy, codec, force }) command.Add(option);
        command.SetAction(async (line, stop) =>
        {
            var (kind, packing) = (line.GetRequiredValue(to), line.GetValue(codec));
            if (kind == "parquet") PackingOption.Parquet(packing);
            if (packing is not null && kind is "arrow" or "csv") throw new UsageException($"--codec is for Parquet and Avro: {kind} is not packed.");
            if (kind == "avro" && line.GetValue(fields) is not null) throw new UsageException("--fields chooses columns. Avro holds whole alerts; --as R.avsc makes them narrower.");
            if (line.GetRequiredValue(output) == "-") throw new UsageException("--out takes the name of a file; `fink cat --csv` writes to standard output.");
            var bad = new BadAlerts(console);
            var options = new ColumnOptions
            {
                Fields = line.GetValue(fields) is { } text ? FieldSelection.Parse(text) : [],
                Where = choice.Read(line),
                Schema = SchemaFiles.Reader(line.GetValue(reader)),
                Files = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = bad.Tell },
                AlertIsBad = bad.Tell,
            };
            var conversion = new Conversion(console, kind, packing, options);
            var (inputs, target) = (line.GetRequiredValue(paths), line.GetRequiredValue(output));
            try
            {
                if (HiveLayout.By(line.GetValue(partitionBy)) is { } folders) await conversion.RunAsync(inputs, target, folders, stop).ConfigureAwait(false);
                else await conversion.RunAsync(inputs, target, line.GetValue(force), stop).ConfigureAwait(false);
            }
            catch (AvroPathException e)
            {
                throw new UsageException($"--fields: {e.Message}");
            }
            catch (AlertFilterException e)
            {
                throw AlertChoice.Misfit(e);
            }

            return bad.Any ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>What could not be converted: told, and left out.</summary>
    private sealed class BadAlerts(CliConsole console)
    {
        public bool Any { get; private set; }

        public void Tell(BadFile file)
        {
            Any = true;
            console.Note(file.ToString());
        }

        public void Tell(AlertDatum datum, AvroException fault)
        {
            Any = true;
            console.Note($"{datum.Path}, alert {datum.Index}: {fault.Message}");
        }
    }
}
