using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>An embedded broker that the command reaches over TCP, as it would reach Fink's.</summary>
internal sealed class StreamBroker : IAsyncDisposable
{
    public const string Topic = "fink_test_ztf";
    public const string Group = "cli";

    public StreamBroker(int partitions = 1)
    {
        Broker = EmbeddedBroker.Start();
        Broker.CreateTopic(Topic, partitions);
    }

    public EmbeddedBroker Broker { get; }

    public string Servers => Broker.BootstrapServers;

    /// <summary>The arguments of `fink stream`, followed by more.</summary>
    public string[] Stream(params string[] more) => ["stream", "--bootstrap", Servers, "--topic", Topic, "--group", Group, .. more];

    /// <summary>The arguments of `fink replay` for some paths, followed by more.</summary>
    public string[] Replay(string path, params string[] more) => ["replay", path, "--bootstrap", Servers, "--topic", Topic, .. more];

    /// <summary>Publishes the alerts of a file by the command.</summary>
    public async Task PublishAsync(string path, params string[] more)
    {
        var result = await FinkProcess.RunAsync(Replay(path, more));
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    /// <summary>How many messages the group has processed in all partitions.</summary>
    public async Task<long> CommittedAsync()
    {
        await using var server = new AlertServer(new AlertConsumerOptions { BootstrapServers = Servers, GroupId = Group, Topics = [Topic] });
        return (await server.ReadLagAsync([Topic], TestContext.Current.CancellationToken)).Sum(partition => partition.Committed ?? 0);
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}
