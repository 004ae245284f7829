using System.CommandLine;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink topics</c>: what a server has, by Fink's service.</summary>
internal static class TopicsCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command("topics", "Lists the topics of a server by Fink's service.");
        var server = new ServerOptions(console, command, withGroup: false);
        command.SetAction((line, stop) => RunAsync(console, server.Read(line), stop));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, AlertConsumerOptions options, CancellationToken stop)
    {
        await using var server = new AlertServer(options);
        var topics = await server.ListTopicsAsync(stop).ConfigureAwait(false);
        if (topics.Count == 0) console.Note($"{options.BootstrapServers} has no topics.");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("topic") { NoWrap = true });
        table.AddColumn("service");
        table.AddColumn(new TableColumn("partitions") { Alignment = Justify.Right });
        foreach (var topic in topics.OrderBy(t => t.Service))
            table.AddRow(Markup.Escape(topic.Name), NameOf(topic.Service), $"{topic.Partitions}");

        if (topics.Count > 0) console.Results.Write(table);
        return ExitCode.Done;
    }

    private static string NameOf(FinkService service) => service switch
    {
        FinkService.DataTransfer => "data transfer",
        FinkService.CrossMatch => "cross-match",
        FinkService.Counting => "counting",
        FinkService.Schema => "schema",
        _ => "livestream",
    };
}
