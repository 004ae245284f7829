using System.CommandLine;
using System.Text;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink stream</c>: follows topics and shows or saves what comes.</summary>
internal static class StreamCommand
{
    public static Command Create(CliConsole console)
    {
        var topics = new Option<string[]>("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
        var limit = new Option<long?>("--limit") { Description = "Stop after so many alerts.", HelpName = "N" }.AtLeast(1);
        var startAt = new Option<string>("--start-at")
        {
            Description = "Where to begin: after what the group has processed, at the oldest or the newest alert, or at a time (ISO 8601, UTC).",
            HelpName = "committed|earliest|latest|TIME",
            DefaultValueFactory = _ => "committed",
        };
        startAt.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !StartAt.TryParse(token.Value, out _))
                result.AddError($"--start-at is committed, earliest, latest or a time such as 2026-03-22T04:00, not {token.Value}.");
        });
        var json = new Option<bool>("--json") { Description = "One alert a line as JSON, fields as in the schema." };
        var save = new Option<string?>("--save") { Description = "Also append the alerts to files in this folder, one for each topic and schema.", HelpName = "DIR" };
        var untilEnd = new Option<bool>("--until-end") { Description = "Stop when all there is has been read, instead of waiting for more." };

        var command = new Command("stream", "Follows topics: shows the alerts as they come. What was shown counts as processed by the group.");
        var server = new ServerOptions(console, command, withGroup: true);
        foreach (var option in new Option[] { topics, limit, startAt, untilEnd, json, save }) command.Add(option);
        command.SetAction((line, stop) =>
        {
            if (!StartAt.TryParse(line.GetValue(startAt), out var start)) return Task.FromResult(ExitCode.WrongUsage);
            var options = server.Read(line, line.GetValue(topics)) with
            {
                StartAt = start,
                StopAtEnd = line.GetValue(untilEnd),
                CommitMode = CommitMode.Manual,
                OnMalformed = OnMalformed.Surface,
            };
            ServerOptions.RequireGroupAndTopics(options);
            IAlertPrinter printer = line.GetValue(json) ? new JsonPrinter(console, AvroJsonOptions.Default) : new LinePrinter(console);
            return RunAsync(console, options, printer, line.GetValue(save), line.GetValue(limit) ?? long.MaxValue, stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console, AlertConsumerOptions options, IAlertPrinter printer, string? folder, long limit, CancellationToken stop)
    {
        using var files = folder is null ? null : new AlertFolder(folder);
        var (shown, faults) = (0L, 0L);

        // Any compiled type will do: the alerts are taken as they come.
        await using var consumer = new AlertConsumer<Ztf.ZtfAlert>(options);
        await foreach (var message in consumer.ReadEncodedAsync(stop).ConfigureAwait(false))
        {
            if (message.Error is { } error)
            {
                faults++;
                console.Note(error.Message);
                if (files?.SaveMalformed(message, message.RawKey.Span, message.RawValue.Span) is { } path) console.Note($"its key and value are {path}");
            }
            else if (Print(console, printer, message))
            {
                files?.Append(message.Topic, message.Alert);
            }
            else
            {
                faults++;
                var schema = Encoding.UTF8.GetBytes(message.Alert.WriterSchema.ToString());
                if (files?.SaveMalformed(message, schema, message.Alert.Datum.Span) is { } path) console.Note($"its schema and datum are {path}");
            }

            // Not before the alert is out of this process's hands.
            await console.FlushAsync().ConfigureAwait(false);
            message.Complete();
            if (++shown >= limit) break;
        }

        if (shown == 0) console.Note("no alert has come.");
        if (faults > 0) console.Note($"{faults} of {shown} messages could not be decoded.{(files is null ? " --save DIR keeps their bytes and their schema." : "")}");
        return faults == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // Alerts are taken as they come: that one disagrees with its schema is seen when it is shown. In a file it would spoil those behind it.
    private static bool Print(CliConsole console, IAlertPrinter printer, AlertMessage<EncodedAlert> message)
    {
        try
        {
            printer.Print(new AlertDatum(message.Alert.WriterSchema, message.Alert.Datum, new AlertPlace($"{message.Topic}[{message.Partition}]", 0, message.Offset)));
            return true;
        }
        catch (CommandException e)
        {
            console.Note(e.Message);
            return false;
        }
    }
}
