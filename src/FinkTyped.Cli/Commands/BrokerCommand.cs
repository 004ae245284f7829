using System.CommandLine;
using FinkTyped.Cli.Broker;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using FinkTyped.Simulation;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink broker</c>: a Kafka server that stays up, with simulated surveys in all formats, to try any client on.</summary>
internal static class BrokerCommand
{
    private static readonly string[] Surveys = ["ztf", "lsst"];

    public static Command Create(CliConsole console)
    {
        var survey = new Option<string?>("--survey") { Description = "The survey that is simulated; both by default.", HelpName = "ztf|lsst|none" };
        survey.AcceptOnlyFromAmong("ztf", "lsst", "none");
        var rate = new Option<double>("--rate") { Description = "Alerts a second in each topic.", HelpName = "N", DefaultValueFactory = _ => 1 }.Positive();
        var partitions = new Option<int>("--partitions") { Description = "Partitions of each topic.", HelpName = "N", DefaultValueFactory = _ => 4 }.AtLeast(1);
        var fault = new Option<string[]>("--fault")
        {
            Description = "What goes wrong; may be given several times: answers that are slow, a server that is away again and again, each Nth message malformed or twice.",
            HelpName = BrokerFault.Format,
        };
        fault.Validators.Add(result =>
        {
            if (BrokerFault.TryParse(result.Tokens.Select(token => token.Value)) is null) result.AddError($"--fault is {BrokerFault.Format}.");
        });
        var addressFile = new Option<string?>("--address-file") { Description = "Write the server's address to this file, for scripts.", HelpName = "FILE" };
        var command = new Command("broker", "Runs a Kafka server without a network, with simulated alerts at survey pace, until Ctrl-C.") { survey, rate, partitions, fault, addressFile };
        command.SetAction(async (line, stop) =>
        {
            await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = line.GetValue(partitions) });
            var topics = Surveys.Where(name => line.GetValue(survey) is not { } wanted || wanted == name).Select(name => (Survey: name, Topics: SimulatedTopic.Of(name))).ToList();
            // Before anybody is told where to look for them.
            foreach (var topic in topics.SelectMany(of => of.Topics)) topic.Create(broker);
            console.ResultWriter.WriteLine($"A Kafka server listens at {broker.BootstrapServers} until Ctrl-C. It keeps the last 5 MB of each partition.");
            if (line.GetValue(addressFile) is { } file) await TellAsync(file, broker.BootstrapServers, stop).ConfigureAwait(false);
            var faults = BrokerFault.TryParse(line.GetValue(fault) ?? []) ?? new BrokerFault();
            await RunAsync(console, broker, topics, line.GetValue(rate), faults, stop).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    // Whole or not at all: scripts look for the file again and again.
    private static async Task TellAsync(string file, string address, CancellationToken stop)
    {
        var part = $"{file}.{Environment.ProcessId}.part";
        try
        {
            await File.WriteAllTextAsync(part, address, stop).ConfigureAwait(false);
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task RunAsync(
        CliConsole console, EmbeddedBroker broker, List<(string Survey, IReadOnlyList<SimulatedTopic> Topics)> simulated, double rate, BrokerFault fault, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> running = [fault.ApplyAsync(broker, end.Token)];
        var seed = 1;
        foreach (var (name, topics) in simulated)
        {
            foreach (var topic in topics)
            {
                console.ResultWriter.WriteLine($"  {topic.Name,-26} {topic.About}");
                running.Add(name == "ztf"
                    ? topic.RunAsync(broker, new ZtfSimulator(seed++), rate, fault, end.Token)
                    : topic.RunAsync(broker, new LsstSimulator(seed++), rate, fault, end.Token));
            }
        }

        // Who was killed is missed after the session time-out only, and the embedded broker lets others wait for it.
        console.ResultWriter.WriteLine(
            $"Try: fink stream --bootstrap {broker.BootstrapServers} --topic {(simulated is [("lsst", _)] ? "fink_simulated_lsst" : "fink_simulated_ztf")} --group me -X session.timeout.ms=6000");
        await console.FlushAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                var waiting = Task.Delay(Timeout.Infinite, stop);
                var ended = await Task.WhenAny([.. running, waiting]).ConfigureAwait(false);
                running.Remove(ended);
                await ended.ConfigureAwait(false);
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            foreach (var task in running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
