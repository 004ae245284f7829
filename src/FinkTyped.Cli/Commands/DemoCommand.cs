using System.CommandLine;
using FinkTyped.Cli.Demo;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink demo</c>: the whole way of an alert, from a broker over TCP to a typed record, without a network.</summary>
internal static class DemoCommand
{
    private const int DefaultAlerts = 200;

    public static Command Create(CliConsole console)
    {
        var survey = new Option<string?>("--survey") { Description = "The survey whose alerts are shown; both by default.", HelpName = "ztf|lsst" };
        survey.AcceptOnlyFromAmong("ztf", "lsst");
        var alerts = new Option<int>("--alerts")
        {
            Description = "How many alerts of each survey.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultAlerts,
        }.AtLeast(1);

        var command = new Command(
            "demo", "Shows the whole way without a network: an embedded Kafka broker, simulated alerts, and the typed consumer that reads them.")
        {
            survey,
            alerts,
        };
        command.SetAction((line, stop) => RunAsync(console, line.GetValue(survey), line.GetValue(alerts), stop));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, string? survey, int alerts, CancellationToken stop)
    {
        await using var broker = EmbeddedBroker.Start();
        console.ResultWriter.WriteLine($"An embedded Kafka broker listens at {broker.BootstrapServers}.\n");
        if (survey is null or "ztf") await ZtfDemo.RunAsync(console, broker, alerts, stop).ConfigureAwait(false);
        if (survey is null) console.ResultWriter.WriteLine();
        if (survey is null or "lsst") await LsstDemo.RunAsync(console, broker, alerts, stop).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
