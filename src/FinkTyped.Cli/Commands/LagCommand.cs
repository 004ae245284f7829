using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink lag</c>: how far a group has come, partition by partition.</summary>
internal static class LagCommand
{
    public static Command Create(CliConsole console)
    {
        var topics = new Option<string[]>("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
        var command = new Command("lag", "Shows what a group has processed of each partition, and how much is left.") { topics };
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction((line, stop) => RunAsync(console, server.Read(line, line.GetValue(topics)), stop));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, AlertConsumerOptions options, CancellationToken stop)
    {
        ServerOptions.RequireGroupAndTopics(options);
        await using var server = new AlertServer(options);
        var partitions = await server.ReadLagAsync(options.Topics, stop).ConfigureAwait(false);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("topic") { NoWrap = true });
        foreach (var heading in new[] { "partition", "oldest", "processed", "newest", "left" })
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right, NoWrap = true });
        foreach (var partition in partitions)
        {
            table.AddRow(
                Markup.Escape(partition.Topic), Text(partition.Partition), Text(partition.Low), partition.Committed is { } committed ? Text(committed) : "–",
                Text(partition.High), Text(partition.Lag));
        }

        console.Results.Write(table);
        console.ResultWriter.WriteLine($"  {Text(partitions.Sum(p => p.Lag))} alerts are left for {options.GroupId}.");
        return ExitCode.Done;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
