using System.CommandLine;
using FinkTyped.Cli.Demo;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Dashboard;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary>Which stream <c>fink dashboard</c> and <c>fink watch</c> look at, and the looking itself.</summary>
internal sealed class WatchedStream
{
    private readonly ServerOptions _server;
    private readonly Option<string[]> _topics = new("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
    private readonly Option<bool> _demo = new("--demo") { Description = "Look at simulated alerts of both surveys, without a network." };

    private readonly Option<double> _rate = new("--rate")
    {
        Description = "How many simulated alerts a second.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<string> _startAt = new("--start-at")
    {
        Description = "Where to begin: at the oldest or the newest alert, or at a time (ISO 8601, UTC).",
        HelpName = "earliest|latest|TIME",
        DefaultValueFactory = _ => "latest",
    };

    public WatchedStream(CliConsole console, Command command)
    {
        _startAt.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !StartAt.TryParse(token.Value, out _))
                result.AddError($"--start-at is earliest, latest or a time such as 2026-03-22T04:00, not {token.Value}.");
        });
        _rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 10_000)) result.AddError("--rate is more than 0 and at most 10000.");
        });
        _server = new ServerOptions(console, command, withGroup: false);
        foreach (var option in new Option[] { _topics, _startAt, _demo, _rate }) command.Add(option);
    }

    /// <summary>Shows the stream until it is stopped.</summary>
    /// <exception cref="UsageException">The line does not say which stream.</exception>
    public async Task RunAsync(ParseResult line, AlertDashboard dashboard, CancellationToken stop)
    {
        if (!line.GetValue(_demo))
        {
            await AlertWatch.RunAsync(dashboard, Options(line), stop).ConfigureAwait(false);
            return;
        }

        await using var broker = EmbeddedBroker.Start();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var publishing = SimulatedStream.PublishAsync(broker, line.GetValue(_rate), ended.Token);
        try
        {
            var options = new AlertConsumerOptions { BootstrapServers = broker.BootstrapServers, GroupId = "", Topics = SimulatedStream.Topics, StartAt = StartAt.Earliest };
            await AlertWatch.RunAsync(dashboard, options, stop).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Throws where the line does not say enough.</summary>
    /// <exception cref="UsageException">It does not say which server, or which topics.</exception>
    public void Check(ParseResult line)
    {
        if (!line.GetValue(_demo)) Options(line);
    }

    private AlertConsumerOptions Options(ParseResult line)
    {
        var options = _server.Read(line, line.GetValue(_topics));
        if (options.Topics.Count == 0) throw new UsageException("which topics? Give --topic TOPIC.");
        return StartAt.TryParse(line.GetValue(_startAt)!, out var start) ? options with { StartAt = start } : options;
    }
}
