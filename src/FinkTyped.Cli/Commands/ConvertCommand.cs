using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Columns;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink convert</c>: alert files to columns.</summary>
internal static class ConvertCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders, patterns, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--to") { Description = "What to make of them.", HelpName = "parquet|arrow|csv", Required = true };
        to.AcceptOnlyFromAmong("parquet", "arrow", "csv");
        var output = new Option<string>("--out") { Description = "The file to write. One that is there is not overwritten without --force.", HelpName = "FILE", Required = true };
        var force = new Option<bool>("--force") { Description = "Overwrite the file." };
        var fields = new Option<string?>("--fields")
        {
            Description = "Only these columns: diaSource.psfFlux,prvDiaSources.psfFlux. A field of the items of a list is a list. All by default.",
            HelpName = "A,B.C",
        };
        var reader = new Option<string?>("--as") { Description = "Resolve to this schema. That of the first alert by default.", HelpName = "ztf|lsst|R.avsc" };
        var codec = new Option<string>("--codec") { Description = "How Parquet is packed.", HelpName = "zstd|snappy|none", DefaultValueFactory = _ => "zstd" };
        codec.AcceptOnlyFromAmong("zstd", "snappy", "none");

        var command = new Command("convert", "Makes columns of alert files: Parquet, Arrow, CSV.") { paths, to, output, fields };
        var choice = new AlertChoice(command);
        foreach (var option in new Option[] { reader, codec, force }) command.Add(option);
        command.SetAction((line, stop) =>
        {
            var bad = new BadAlerts(console);
            var options = new ColumnOptions
            {
                Fields = (line.GetValue(fields) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Where = choice.Read(line),
                Schema = SchemaFiles.Reader(line.GetValue(reader)),
                Files = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = bad.Tell },
                AlertIsBad = bad.Tell,
            };
            var work = new Conversion(console, line.GetRequiredValue(paths), options, bad);
            return work.RunAsync(
                line.GetRequiredValue(to), line.GetRequiredValue(output), line.GetValue(force), Enum.Parse<ParquetCodec>(line.GetRequiredValue(codec), ignoreCase: true), stop);
        });
        return command;
    }

    private sealed class Conversion(CliConsole console, string[] paths, ColumnOptions options, BadAlerts bad)
    {
        public async Task<int> RunAsync(string kind, string path, bool force, ParquetCodec codec, CancellationToken stop)
        {
            if (!force && File.Exists(path)) throw new CommandException($"{path} is there already; --force overwrites it.");
            // Under its own name only when it is whole.
            var part = $"{path}.part";
            try
            {
                long alerts;
                await using (var output = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16))
                {
                    alerts = kind switch
                    {
                        "parquet" => await AlertParquet.WriteAsync(paths, output, options, codec, stop: stop).ConfigureAwait(false),
                        "arrow" => await AlertArrow.WriteFileAsync(paths, output, options, stop).ConfigureAwait(false),
                        _ => await AlertCsv.WriteAsync(paths, output, options, stop).ConfigureAwait(false),
                    };
                    if (output.Length == 0) throw new CommandException("there is no alert to convert.");
                }

                File.Move(part, path, overwrite: true);
                console.Note($"{alerts} {(alerts == 1 ? "alert" : "alerts")} in {path}");
                return bad.Any ? ExitCode.Failed : ExitCode.Done;
            }
            catch (AvroPathException e)
            {
                throw new UsageException($"--fields: {e.Message}");
            }
            catch (AlertFilterException e)
            {
                throw new UsageException($"--where: {e.Message}");
            }
            finally
            {
                File.Delete(part);
            }
        }
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
