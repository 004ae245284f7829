using System.CommandLine;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink lag</c>: how far a group has come, partition by partition.</summary>
internal static class LagCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);

    public static Command Create(CliConsole console)
    {
        var topics = new Option<string[]>("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
        var json = new Option<bool>("--json") { Description = "One partition a line as JSON." };
        var watch = new Option<bool>("--watch") { Description = "Go on showing it until Ctrl-C, with the rate and the time that is left." };
        var command = new Command("lag", "Shows what a group has processed of each partition, and how much is left.") { topics, json, watch };
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction((line, stop) =>
        {
            var options = server.Read(line, line.GetValue(topics));
            ServerOptions.RequireGroupAndTopics(options);
            return line.GetValue(watch) ? WatchAsync(console, options, line.GetValue(json), stop) : OnceAsync(console, options, line.GetValue(json), stop);
        });
        return command;
    }

    private static async Task<int> OnceAsync(CliConsole console, AlertConsumerOptions options, bool json, CancellationToken stop)
    {
        await using var server = new AlertServer(options);
        var partitions = await server.ReadLagAsync(options.Topics, stop).ConfigureAwait(false);
        if (json)
        {
            WriteJson(console, options, partitions, withTime: false);
            return ExitCode.Done;
        }

        console.Results.Write(LagTable.Of(partitions));
        var left = partitions.Sum(p => p.Lag);
        console.ResultWriter.WriteLine($"  {Words.Count(left, "alert")} {(left == 1 ? "is" : "are")} left for {options.GroupId}.");
        return ExitCode.Done;
    }

    private static async Task<int> WatchAsync(CliConsole console, AlertConsumerOptions options, bool json, CancellationToken stop)
    {
        await using var server = new AlertServer(options);
        (DateTime Time, long Processed, long Left)? before = null;
        while (true)
        {
            var partitions = await server.ReadLagAsync(options.Topics, stop).ConfigureAwait(false);
            var now = (Time: DateTime.UtcNow, Processed: partitions.Sum(p => p.Committed ?? 0), Left: partitions.Sum(p => p.Lag));
            if (json)
            {
                WriteJson(console, options, partitions, withTime: true);
            }
            else
            {
                var rate = before is { } b ? (now.Processed - b.Processed) / (now.Time - b.Time).TotalSeconds : 0;
                var change = before is { } c ? (c.Left - now.Left) / (now.Time - c.Time).TotalSeconds : 0;
                var eta = change > 0 && now.Left > 0 ? $", done in {Words.Duration(TimeSpan.FromSeconds(now.Left / change))}" : "";
                console.ResultWriter.WriteLine(FormattableString.Invariant($"{now.Time:HH:mm:ss}  {Words.Number(now.Left),10} left  {rate,8:F1}/s processed{eta}"));
                console.EndOfLine();
            }

            before = now;
            await console.FlushAsync().ConfigureAwait(false);
            await Task.Delay(WatchInterval, stop).ConfigureAwait(false);
        }
    }

    private static void WriteJson(CliConsole console, AlertConsumerOptions options, IReadOnlyList<PartitionLag> partitions, bool withTime)
    {
        var time = DateTimeOffset.UtcNow;
        foreach (var partition in partitions)
        {
            JsonLine.Write(console, json =>
            {
                if (withTime) json.WriteString("time", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("group", options.GroupId);
                json.WriteString("topic", partition.Topic);
                json.WriteNumber("partition", partition.Partition);
                json.WriteNumber("oldest", partition.Low);
                json.WriteNumberOrNull("processed", partition.Committed);
                json.WriteNumber("newest", partition.High);
                json.WriteNumber("left", partition.Lag);
            });
        }
    }
}
