using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink replay</c>: publishes alert files as Fink's livestream would.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files (.avro, .avro.gz), folders, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var topic = new Option<string>("--topic") { Description = "The topic to publish to.", HelpName = "TOPIC", Required = true };
        var bootstrap = new Option<string>("--bootstrap") { Description = "The Kafka servers.", HelpName = "HOST:PORT", Required = true };
        var rate = new Option<double?>("--rate") { Description = "The most alerts a second; as many as the server takes by default.", HelpName = "N" };
        var repeat = new Option<int>("--repeat") { Description = "How often all files are published.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var username = new Option<string?>("--username")
        {
            Description = $"The user's name; the password is taken from {Servers.ServerOptions.PasswordVariable}.",
            HelpName = "NAME",
        };
        var command = new Command("replay", "Publishes alert files to a topic in Fink's wire format: the writer schema as key, one datum as value.")
        {
            paths,
            topic,
            bootstrap,
            rate.AtLeast(double.Epsilon),
            repeat.AtLeast(1),
            username,
        };
        command.SetAction((line, stop) =>
        {
            var options = new AlertReplayOptions
            {
                BootstrapServers = line.GetRequiredValue(bootstrap),
                Topic = line.GetRequiredValue(topic),
                Rate = line.GetValue(rate),
                ConnectTimeout = Servers.ServerOptions.ConnectTimeout,
                Username = line.GetValue(username),
                Password = Environment.GetEnvironmentVariable(Servers.ServerOptions.PasswordVariable) is { Length: > 0 } set ? set : null,
            };
            return RunAsync(console, new DatumSource(console, line.GetRequiredValue(paths), writer: null), options, line.GetValue(repeat), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console, DatumSource source, AlertReplayOptions options, int repeat, CancellationToken stop)
    {
        await using var replay = new AlertReplay(options);
        try
        {
            for (var round = 0; round < repeat; round++)
            {
                foreach (var datum in source.Read()) await replay.SendAsync(datum.WriterSchema, datum.Datum, stop).ConfigureAwait(false);
            }

            await replay.FlushAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            if (replay.Sent > 0) console.Note($"{replay.Delivered} alerts are in {options.Topic} at {options.BootstrapServers}.");
        }

        return source.HasFailed ? ExitCode.Failed : ExitCode.Done;
    }
}
