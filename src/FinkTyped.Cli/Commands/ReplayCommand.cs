using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink replay</c>: publishes alert files as Fink's services, or the surveys themselves, would.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files (.avro, .avro.gz, .tar), folders, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var topic = new Option<string>("--topic") { Description = "The topic to publish to.", HelpName = "TOPIC", Required = true };
        var bootstrap = new Option<string>("--bootstrap", "--servers") { Description = "The Kafka servers.", HelpName = "HOST:PORT", Required = true };
        var format = new Option<string>("--as")
        {
            Description = "The wire format: the schema as key (livestream), in the topic TOPIC_schema (transfer), an id before the datum (rubin), or each alert a container (ztf).",
            HelpName = "livestream|transfer|rubin|ztf",
            DefaultValueFactory = _ => "livestream",
        };
        format.AcceptOnlyFromAmong(WireFormats.Names);
        var schemaId = new Option<int>("--schema-id") { Description = "The id of the schema with --as rubin.", HelpName = "N", DefaultValueFactory = _ => 1100 }.AtLeast(0);
        var rate = new Option<double?>("--rate") { Description = "The most alerts a second; as many as the server takes by default.", HelpName = "N" };
        var repeat = new Option<int>("--repeat") { Description = "How often all files are published.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var username = new Option<string?>("--username")
        {
            Description = $"The user's name; the password is taken from {ServerOptions.PasswordVariable}.",
            HelpName = "NAME",
        };
        var command = new Command("replay", "Publishes alert files to a topic, as Fink or a survey does.")
        {
            paths,
            topic,
            bootstrap,
            format,
            schemaId,
            rate.Positive(),
            repeat.AtLeast(1),
            username,
        };
        command.SetAction((line, stop) =>
        {
            ServerOptions.CheckPorts(line.GetRequiredValue(bootstrap));
            if (string.IsNullOrWhiteSpace(line.GetRequiredValue(topic))) throw new UsageException("--topic is empty.");
            var options = new AlertReplayOptions
            {
                BootstrapServers = line.GetRequiredValue(bootstrap),
                Topic = line.GetRequiredValue(topic),
                Rate = line.GetValue(rate),
                ConnectTimeout = ServerOptions.ConnectTimeout,
                Username = line.GetValue(username),
                Password = CredentialsOptions.Variable(ServerOptions.PasswordVariable),
            };
            var wire = new WireEncoder(WireFormats.Of(line.GetRequiredValue(format)), options.Topic) { SchemaId = line.GetValue(schemaId) };
            return RunAsync(console, new DatumSource(console, line.GetRequiredValue(paths), writer: null), options, wire, line.GetValue(repeat), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console, DatumSource source, AlertReplayOptions options, WireEncoder wire, int repeat, CancellationToken stop)
    {
        await using var replay = new AlertReplay(options);
        AvroSchema? announced = null;
        var isLivestream = wire.Format == WireFormat.SchemaInKey;
        try
        {
            for (var round = 0; round < repeat; round++)
            {
                foreach (var datum in source.Read())
                {
                    if (announced is null && wire.SchemaTopicName is { } schemas) await AnnounceAsync(options, schemas, datum.WriterSchema, stop).ConfigureAwait(false);
                    announced ??= datum.WriterSchema;
                    if (wire.SchemaTopicName is not null && !datum.WriterSchema.Equals(announced))
                        throw new CommandException($"{datum.Path}: its alerts have another schema than those before, and a transfer has one for all.");
                    // Dead letters become the messages that they were.
                    if (isLivestream) await replay.SendAsync(datum.WriterSchema, datum.Datum, stop).ConfigureAwait(false);
                    else await SendAsync(replay, wire.Encode(datum.WriterSchema, datum.Datum), stop).ConfigureAwait(false);
                }
            }

            await replay.FlushAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            if (replay.Sent > 0)
                console.Note($"{Words.Count(replay.Delivered, "alert")} {(replay.Delivered == 1 ? "is" : "are")} in {options.Topic} at {options.BootstrapServers}.");
        }

        return source.HasFailed ? ExitCode.Failed : ExitCode.Done;
    }

    private static ValueTask SendAsync(AlertReplay replay, (byte[]? Key, byte[] Value) message, CancellationToken stop) => replay.SendAsync(message.Key, message.Value, stop);

    private static async Task AnnounceAsync(AlertReplayOptions options, string topic, AvroSchema schema, CancellationToken stop)
    {
        await using var replay = new AlertReplay(options with { Topic = topic, Rate = null });
        var (key, value) = WireEncoder.SchemaMessage(schema);
        await replay.SendAsync(key, value, stop).ConfigureAwait(false);
        await replay.FlushAsync(stop).ConfigureAwait(false);
    }
}
