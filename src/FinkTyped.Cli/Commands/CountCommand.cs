using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink count</c>: how many alerts there are in files.</summary>
internal static class CountCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files (.avro, .avro.gz, .tar), folders, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var total = new Option<bool>("--total") { Description = "Only the sum." };
        var command = new Command("count", "Counts the alerts in files and folders.") { paths, total };
        command.SetAction((line, stop) =>
            Task.FromResult(Run(console, new DatumSource(console, line.GetRequiredValue(paths), writer: null), line.GetValue(total), stop)));
        return command;
    }

    private static int Run(CliConsole console, DatumSource source, bool onlyTotal, CancellationToken stop)
    {
        var (sum, files, inFile, path) = (0L, 0, 0L, (string?)null);
        foreach (var datum in source.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (datum.Path != path)
            {
                End();
                (path, inFile) = (datum.Path, 0);
                files++;
            }

            inFile++;
            sum++;
        }

        End();
        if (onlyTotal) console.ResultWriter.WriteLine(FormattableString.Invariant($"{sum}"));
        else if (files != 1) console.ResultWriter.WriteLine(FormattableString.Invariant($"{sum,12}  total"));
        return source.HasFailed ? ExitCode.Failed : ExitCode.Done;

        void End()
        {
            if (path is not null && !onlyTotal) console.ResultWriter.WriteLine(FormattableString.Invariant($"{inFile,12}  {path}"));
        }
    }
}
