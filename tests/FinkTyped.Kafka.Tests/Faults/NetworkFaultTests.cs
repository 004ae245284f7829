using System.Collections.Concurrent;

namespace FinkTyped.Kafka.Tests;

/// <summary>The rows of the table in docs/guides/production.md that are the network's: whatever it does, reading goes on afterwards, and nothing is lost.</summary>
public sealed class NetworkFaultTests
{
    private const int Each = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NetworkFault.Cut)]
    [InlineData(NetworkFault.HalfAnAnswer)]
    [InlineData(NetworkFault.Slow)]
    [InlineData(NetworkFault.Silent)]
    [InlineData(NetworkFault.ForeignAnswer)]
    [InlineData(NetworkFault.EndlessAnswer)]
    [InlineData(NetworkFault.Http)]
    public async Task Reading_goes_on_when_it_is_over(NetworkFault fault)
    {
        await using var cluster = new Cluster(partitions: 2);
        await using var proxy = new FaultyProxy(cluster.Broker);
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address }, config =>
        {
            // What a client waits for before it asks anew; by default a minute.
            config.SocketTimeoutMs = 2000;
            config.ReconnectBackoffMaxMs = 200;
        });
        var seen = new ConcurrentDictionary<long, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var reading = Task.Run(() => ReadAsync(consumer, seen, stop.Token), Stop);

        await cluster.PublishAsync(TestAlert.Make(Each));
        await UntilAsync(() => seen.Count == Each);
        var before = proxy.Met;
        proxy.Fault = fault;
        await cluster.PublishAsync(TestAlert.Make(Each, from: Each));
        await UntilAsync(() => proxy.Met >= before + 3);
        proxy.Fault = NetworkFault.None;
        await cluster.PublishAsync(TestAlert.Make(Each, from: 2 * Each));
        await UntilAsync(() => seen.Count == 3 * Each);

        await stop.CancelAsync();
        await reading;
        Assert.Equal(0, consumer.PassedOver);

        async Task UntilAsync(Func<bool> condition)
        {
            var end = Environment.TickCount64 + 120_000;
            while (!condition())
            {
                if (reading.IsCompleted) await reading;
                Assert.True(Environment.TickCount64 < end, $"{fault}: {seen.Count} alerts came, {proxy.Met} answers met the fault");
                await Task.Delay(20, Stop);
            }
        }
    }

    private static async Task ReadAsync(AlertConsumer<TestAlert> consumer, ConcurrentDictionary<long, int> seen, CancellationToken stop)
    {
        try
        {
            await foreach (var message in consumer.ReadAllAsync(stop)) seen.AddOrUpdate(message.Alert.Id, 1, (_, times) => times + 1);
            Assert.Fail("the stream has ended");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
    }
}
