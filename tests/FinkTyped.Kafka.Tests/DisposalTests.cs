namespace FinkTyped.Kafka.Tests;

public sealed class DisposalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_is_disposed_in_the_middle_of_everything_200_times()
    {
        await using var cluster = new Cluster(partitions: 4);
        await cluster.PublishAsync(TestAlert.Make(400, payload: 10_000));
        var (exitCode, said, _) = await WorkerProcess.RunAsync("dispose", cluster.Broker.BootstrapServers, Cluster.Topic, "200");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.StartsWith("disposed 200, threads left 0", said, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
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

    [Fact]
    public async Task Disposing_does_not_wait_for_a_lookup_that_does_not_come_to_an_end()
    {
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.FailNext(KafkaRequest.ListOffsets, [.. Enumerable.Repeat(Confluent.Kafka.ErrorCode.NotLeaderForPartition, 10_000)]);
        var options = cluster.Options(o => o with { StartAt = StartAt.Time(DateTimeOffset.UtcNow), ConnectTimeout = TimeSpan.FromMinutes(5) });
        var consumer = new AlertConsumer<TestAlert>(options) { ClosePatience = TimeSpan.FromMinutes(5) };
        var reading = consumer.PollAsync(TimeSpan.FromMinutes(5), Stop).AsTask();
        await Task.Delay(1500, Stop);
        await consumer.DisposeAsync().AsTask().WaitAsync(Cluster.Patience, Stop);
        Assert.Null(await reading);
    }

    [Theory]
    [InlineData(CommitMode.OnNext)]
    [InlineData(CommitMode.Manual)]
    [InlineData(CommitMode.OnDelivery)]
    public async Task Disposing_does_not_wait_for_a_server_that_is_gone(CommitMode mode)
    {
        var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(10));
        // As long as librdkafka by itself would wait to commit: longer than the test has patience.
        var options = cluster.Options(o => o with { CommitMode = mode }, config => config.SessionTimeoutMs = 240_000);
        var consumer = new AlertConsumer<TestAlert>(options) { ClosePatience = TimeSpan.FromSeconds(1) };
        await consumer.PollAsync(Cluster.Patience, Stop);
        await consumer.PollAsync(Cluster.Patience, Stop);
        await cluster.DisposeAsync();
        await consumer.DisposeAsync().AsTask().WaitAsync(Cluster.Patience, Stop);
    }
}
