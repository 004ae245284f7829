namespace FinkTyped.Kafka.Tests;

public sealed class DisposalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_is_disposed_in_the_middle_of_everything_200_times()
    {
        await using var cluster = new Cluster(partitions: 4);
        await cluster.PublishAsync(TestAlert.Make(400, payload: 10_000));
        var random = new Random(5);
        for (var round = 0; round < 25; round++)
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DisposeAtSomeMomentAsync(cluster, $"group {round} {i}", random.Next(0, 300), i)));

        Assert.Equal(0, AlertThreads());
    }

    [Fact]
    public async Task Disposing_twice_or_before_reading_does_nothing()
    {
        await using var cluster = new Cluster();
        var consumer = cluster.Consumer();
        await consumer.DisposeAsync();
        await consumer.DisposeAsync();
        consumer.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await consumer.PollAsync(TimeSpan.Zero, Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => consumer.SeekAsync(StartAt.Earliest, Stop));
    }

    [Theory]
    [InlineData(CommitMode.OnNext)]
    [InlineData(CommitMode.Manual)]
    [InlineData(CommitMode.OnDelivery)]
    public async Task Disposing_does_not_wait_for_a_server_that_is_gone(CommitMode mode)
    {
        var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(10));
        var consumer = cluster.Consumer(o => o with { CommitMode = mode });
        await consumer.PollAsync(TimeSpan.FromSeconds(10), Stop);
        await consumer.PollAsync(TimeSpan.FromSeconds(10), Stop);
        await cluster.DisposeAsync();
        await consumer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    private static async Task DisposeAtSomeMomentAsync(Cluster cluster, string group, int delay, int kind)
    {
        var consumer = cluster.Consumer(o => o with { GroupId = group, StartAt = StartAt.Earliest, MaxBufferedMessages = 8 + kind * 20 });
        var reading = Task.Run(() => ReadAsync(consumer, kind), Stop);
        await Task.Delay(delay, Stop);
        if (kind % 2 == 0) await Task.WhenAll(consumer.DisposeAsync().AsTask(), consumer.DisposeAsync().AsTask());
        else await Task.WhenAll(Task.Run(consumer.Dispose, Stop), Task.Run(consumer.Dispose, Stop));
        await reading.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    private static async Task ReadAsync(AlertConsumer<TestAlert> consumer, int kind)
    {
        try
        {
            if (kind < 3)
                await foreach (var message in consumer.ReadAllAsync(Stop)) await Task.Delay(kind, Stop);
            else if (kind < 5)
                await foreach (var batch in consumer.ReadBatchesAsync(7, TimeSpan.FromMilliseconds(5), Stop)) await Task.Yield();
            else if (kind < 7)
                while (true) await consumer.PollAsync(TimeSpan.FromMilliseconds(5), Stop);
            else
                while (true) await consumer.SeekAsync(StartAt.Earliest, Stop);
        }
        catch (ObjectDisposedException)
        {
            // The end of those that ask again and again.
        }
    }

    private static int AlertThreads() => Directory.GetDirectories("/proc/self/task")
        .Count(task => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("alerts of group", StringComparison.Ordinal));
}
