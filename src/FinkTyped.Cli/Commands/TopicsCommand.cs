using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink topics</c>: what a server has, by Fink's service. Under the name <c>fink topic list</c> too.</summary>
internal static class TopicsCommand
{
    public static Command Create(CliConsole console, string name, string description)
    {
        var json = new Option<bool>("--json") { Description = "One topic a line as JSON." };
        var command = new Command(name, description) { json };
        var server = new ServerOptions(console, command, withGroup: false);
        command.SetAction((line, stop) =>
        {
            var subscribed = server.Credentials(line)?.Topics ?? [];
            return RunAsync(console, server.Read(line), subscribed, server.Survey(line), line.GetValue(json), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console, AlertConsumerOptions options, IReadOnlyList<string> subscribed, string? survey, bool json, CancellationToken stop)
    {
        await using var server = new AlertServer(options);
        var topics = await server.ListTopicsAsync(stop).ConfigureAwait(false);
        var held = await server.CountMessagesAsync(topics.Select(topic => topic.Name), stop).ConfigureAwait(false);
        var rows = topics.OrderBy(t => t.Service).Select(topic => new Row(topic, held[topic.Name], subscribed.Contains(topic.Name))).ToList();
        if (json)
        {
            foreach (var row in rows) JsonLine.Write(console, row.WriteTo);
        }
        else
        {
            if (topics.Count == 0) console.Note($"{options.BootstrapServers} has no topics.");
            else console.Results.Write(Table(rows));
        }

        foreach (var missing in subscribed.Except(topics.Select(topic => topic.Name)).Where(topic => !topic.StartsWith('^')))
        {
            console.Note($"subscribed to, but not on the server: {missing}.{Words.DidYouMean(missing, topics.Select(topic => topic.Name))}"
                + $" `fink topic remove {missing}{(survey is null ? "" : $" --survey {survey}")}` forgets it.");
        }

        return ExitCode.Done;
    }

    private static Table Table(List<Row> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        var (subscriptions, descriptions) = (rows.Any(row => row.IsSubscribed), rows.Any(row => row.About.Length > 0));
        if (subscriptions) table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 0, 0) });
        table.AddColumn(new TableColumn("topic") { NoWrap = true });
        table.AddColumn("service");
        table.AddColumn(new TableColumn("partitions") { Alignment = Justify.Right, NoWrap = true });
        table.AddColumn(new TableColumn("messages") { Alignment = Justify.Right, NoWrap = true });
        if (descriptions) table.AddColumn("holds");
        foreach (var row in rows)
        {
            List<string> cells = [Markup.Escape(row.Topic.Name), row.Service, row.Topic.Partitions.ToString(CultureInfo.InvariantCulture), Words.Number(row.Messages)];
            if (subscriptions) cells.Insert(0, row.IsSubscribed ? "✓" : "");
            if (descriptions) cells.Add(row.About);
            table.AddRow([.. cells]);
        }

        if (subscriptions) table.Caption = new TableTitle("✓ subscribed to");
        return table;
    }

    private sealed record Row(AlertTopic Topic, long Messages, bool IsSubscribed)
    {
        public string About => KnownTopics.About(Topic.Name);

        public string Service => Topic.Service switch
        {
            FinkService.DataTransfer => "data transfer",
            FinkService.CrossMatch => "cross-match",
            FinkService.Counting => "counting",
            FinkService.Schema => "schema",
            _ => "livestream",
        };

        public void WriteTo(System.Text.Json.Utf8JsonWriter json)
        {
            json.WriteString("topic", Topic.Name);
            json.WriteString("service", Service);
            json.WriteNumber("partitions", Topic.Partitions);
            json.WriteNumber("messages", Messages);
            json.WriteBoolean("subscribed", IsSubscribed);
            if (About.Length > 0) json.WriteString("holds", About);
        }
    }
}
