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

    /// <summary>The arguments of `fink stream` without what it says beside the alerts, followed by more.</summary>
    public string[] Stream(params string[] more) => [.. Talking(), "-q", .. more];

    /// <summary>The arguments of `fink stream`, followed by more.</summary>
    public string[] Talking(params string[] more) => ["stream", "--bootstrap", Servers, "--topic", Topic, "--group", Group, .. Patient, .. more];

    /// <summary>The arguments with which the embedded broker does not let a member wait long for one that was killed.</summary>
    public static string[] Patient => ["-X", "session.timeout.ms=2000", "-X", "heartbeat.interval.ms=300", "-X", "fetch.wait.max.ms=20"];

    /// <summary>The arguments of `fink replay` for some paths, followed by more.</summary>
    public string[] Replay(string path, params string[] more) => ["replay", path, "--bootstrap", Servers, "--topic", Topic, .. more];

    /// <summary>Publishes the alerts of a file by the command.</summary>
    public async Task PublishAsync(string path, params string[] more)
    {
        var result = await FinkProcess.RunAsync(Replay(path, more));
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    /// <summary>Lets the group process some alerts.</summary>
    public async Task ProcessAsync(int count)
    {
        await using var consumer = new AlertConsumer<Ztf.ZtfAlert>(new AlertConsumerOptions
        {
            BootstrapServers = Servers,
            GroupId = Group,
            Topics = [Topic],
            CommitMode = CommitMode.Manual,
            // The embedded broker waits about as long for the next member of the group.
            ConfigureKafka = EmbeddedBroker.Configure,
        });
        foreach (var message in await consumer.ConsumeAsync(count, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)) message.Complete();
    }

    /// <summary>How many messages the group has processed in all partitions.</summary>
    public async Task<long> CommittedAsync()
    {
        await using var server = new AlertServer(new AlertConsumerOptions { BootstrapServers = Servers, GroupId = Group, Topics = [Topic] });
        return (await server.ReadLagAsync([Topic], TestContext.Current.CancellationToken)).Sum(partition => partition.Committed ?? 0);
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}
