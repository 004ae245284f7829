using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Dashboard.Tests;

/// <summary>Looking at topics on behalf of somebody who reads them as well.</summary>
public sealed class AlertWatchTests
{
    private const int Sent = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Looking_takes_nothing_from_the_group_of_who_looks()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Alerts.ZtfTopic);
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = Alerts.ZtfTopic });
        await replay.PublishAsync(ZtfAlert.Schema, new ZtfSimulator().EnumerateDatums(Sent).Select(d => (ReadOnlyMemory<byte>)d), stop);
        await replay.SendAsync(ZtfAlert.Schema.SourceJson.ToArray(), [1, 2, 3], stop);
        await replay.FlushAsync(stop);
        var mine = broker.ConsumerOptions("mine", Alerts.ZtfTopic) with { StartAt = StartAt.Earliest };

        var dashboard = new AlertDashboard();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var looking = AlertWatch.RunAsync(dashboard, mine, ended.Token);
        await UntilAsync(() => dashboard.Snapshot() is { Total: Sent, Stream: not null } now && now.Topics[0].Errors == 1, looking, stop);
        var seen = dashboard.Snapshot();
        await using var consumer = new AlertConsumer<ZtfAlert>(mine);
        var read = await consumer.ConsumeAsync(Sent, Patience, stop);
        await ended.CancelAsync();
        await looking;

        Assert.Equal(Sent, read.Count);
        Assert.StartsWith("fink-watch-", seen.Stream!.Group, StringComparison.Ordinal);
        Assert.Contains(Alerts.ZtfTopic, Assert.Single(seen.Errors), StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> isSo, Task looking, CancellationToken stop)
    {
        for (var end = DateTime.UtcNow + Patience; !isSo() && !looking.IsCompleted && DateTime.UtcNow < end;) await Task.Delay(50, stop);
        Assert.True(isSo() && !looking.IsFaulted, "the alerts were not seen in time");
    }
}
