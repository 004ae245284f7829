using System.CommandLine;
using System.Diagnostics;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Streams;
using FinkTyped.Cli.Terminal;
using FinkTyped.Cli.Transfers;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink transfer</c>: what a data transfer or a cross-match holds, to files, each alert exactly once.</summary>
internal static class TransferCommand
{
    public static Command Create(CliConsole console)
    {
        var topic = new Option<string>("--topic") { Description = "The topic, such as ftransfer_lsst_2026-03-18_11487 or fxmatch_….", HelpName = "TOPIC", Required = true };
        var limit = new Option<long?>("--limit") { Description = "Stop after so many alerts.", HelpName = "N" }.AtLeast(1);
        var restart = new Option<bool>("--restart") { Description = "Begin with the oldest alert again, whatever the group has processed. What is in the folder is not saved twice." };
        var fields = new Option<string?>("--fields") { Description = "Only these columns, with --format parquet: diaSource.psfFlux,prvDiaSources.psfFlux. All by default.", HelpName = "a,b.c" };
        var partitionBy = HiveLayout.Option();
        var schema = new Option<string?>("--schema") { Description = "The schema of the alerts, where the topic beside the transfer has gone.", HelpName = "W.avsc" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Say nothing but what went wrong." };
        var saving = new SavingArguments("--out", "The folder. A run that was killed goes on where it was.", isRequired: true);
        var command = new Command("transfer", "Saves a data transfer or a cross-match to files, and ends when all is on disk.") { topic, limit, restart, partitionBy, fields, schema, quiet };
        var choice = new Alerts.AlertChoice(command);
        saving.AddTo(command);
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction((line, stop) =>
        {
            var options = server.Read(line, [line.GetRequiredValue(topic)]) with { FallbackSchema = Alerts.SchemaFiles.Writer(line.GetValue(schema)) };
            ServerOptions.RequireGroupAndTopics(options);
            var columns = line.GetValue(fields) is { } text ? Alerts.FieldSelection.Parse(text) : null;
            var where = saving.Read(line, choice.Read(line), columns, line.GetValue(partitionBy))!;
            return RunAsync(console, options, where, line.GetValue(limit), line.GetValue(restart), line.GetValue(quiet), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console, AlertConsumerOptions options, AlertSaverOptions saving, long? limit, bool restart, bool isQuiet, CancellationToken stop)
    {
        using var notes = new StreamNotes(console, new StreamPlan { Consumer = options, IsQuiet = isQuiet });
        var line = new TransferProgressLine(console, isQuiet);
        var clock = Stopwatch.StartNew();
        TransferProgress result;
        try
        {
            result = await new AlertTransfer(options with { LoggerFactory = notes }, saving with { Logger = notes.SaverLog })
            {
                Limit = limit,
                Restart = restart,
                Progress = line.Show,
            }.RunAsync(stop).ConfigureAwait(false);
        }
        catch (AlertFilterException e)
        {
            throw Alerts.AlertChoice.Misfit(e, $"{options.Topics[0]}: ");
        }
        finally
        {
            line.End();
        }

        if (!isQuiet) Tell(console, options, saving, result, clock.Elapsed, restart);
        if (result.Malformed > 0)
        {
            console.Note($"{Words.Count(result.Malformed, "message")} could not be decoded: {Path.Combine(saving.Folder, "malformed")} has the bytes.");
            return ExitCode.Failed;
        }

        return result.IsComplete || result.IsLimited ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Tell(CliConsole console, AlertConsumerOptions options, AlertSaverOptions saving, TransferProgress result, TimeSpan elapsed, bool restart)
    {
        var topic = options.Topics[0];
        if (result.Held == 0)
        {
            console.Note($"{topic} is empty. A transfer that was just ordered fills within minutes, and is kept for a few days: try again later, or order it anew.");
            return;
        }

        if (result.Total == 0)
        {
            var remedy = restart ? "" : " --restart begins again; another --group has its own place.";
            console.Note($"{options.GroupId} has all {Words.Count(result.Held, "alert")} of {topic} already.{remedy}");
            return;
        }

        console.Note($"{Words.Count(result.Saved, "alert")} ({Words.Bytes(result.SavedBytes)}) in {Words.Count(result.Files, "file")} in {saving.Folder}, in {Words.Duration(elapsed)}."
            + (result.AlreadyThere > 0 ? $" {Words.Count(result.AlreadyThere, "alert")} had been there." : "")
            + (result.Rejected > 0 ? $" {Words.Count(result.Rejected, "alert")} did not fit --where." : ""));
        console.Note(result.IsComplete ? $"all that {topic} held at the start is on disk."
            : result.IsLimited ? "stopped at --limit; the same command goes on."
            : $"other members of {options.GroupId} have the rest, and have not saved it yet.");
    }
}
