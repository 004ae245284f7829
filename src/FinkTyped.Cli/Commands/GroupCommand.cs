using System.CommandLine;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink group</c>: where a group stands, and setting it elsewhere.</summary>
internal static class GroupCommand
{
    public static Command Create(CliConsole console) => new("group", "Looks at a consumer group, or sets it to another position.")
    {
        Show(console),
        Reset(console),
    };

    private static Command Show(CliConsole console)
    {
        var topics = Topics();
        var command = new Command("show", "Shows the topics of which a group has processed something, and where it stands.") { topics };
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction(async (line, stop) =>
        {
            var options = server.Read(line);
            ServerOptions.RequireGroup(options);
            await using var connection = new AlertServer(options);
            var names = line.GetValue(topics) is { Length: > 0 } given ? given : [.. (await connection.ListTopicsAsync(stop).ConfigureAwait(false)).Select(t => t.Name)];
            var all = await connection.ReadLagAsync(names, stop).ConfigureAwait(false);
            var known = all.GroupBy(p => p.Topic).Where(topic => topic.Any(p => p.Committed is not null)).SelectMany(topic => topic).ToList();
            if (known.Count == 0)
            {
                console.Note($"{options.GroupId} has processed nothing on {options.BootstrapServers} yet: it would begin with the oldest alerts.");
                return ExitCode.Done;
            }

            console.Results.Write(LagTable.Of(known));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Reset(CliConsole console)
    {
        var topics = Topics();
        var to = new Option<string>("--to") { Description = "The new position: the oldest alert, the end, or a time (ISO 8601, UTC).", HelpName = "earliest|latest|TIME", Required = true };
        to.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!StartAt.TryParse(token.Value, out var at) || at == StartAt.Committed))
                result.AddError($"--to is earliest, latest or a time such as 2026-03-22T04:00, not {token.Value}.");
        });
        var command = new Command("reset", "Sets a group to another position. Nobody of the group may be reading meanwhile.") { topics, to };
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction(async (line, stop) =>
        {
            var options = server.Read(line, line.GetValue(topics));
            ServerOptions.RequireGroupAndTopics(options);
            if (!StartAt.TryParse(line.GetValue(to), out var position)) return ExitCode.WrongUsage;
            await using var connection = new AlertServer(options);
            await connection.ResetAsync(options.Topics, position, stop).ConfigureAwait(false);
            var partitions = await connection.ReadLagAsync(options.Topics, stop).ConfigureAwait(false);
            console.Results.Write(LagTable.Of(partitions));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string[]> Topics() => new("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
}
