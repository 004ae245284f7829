namespace FinkTyped.Kafka.Tests;

public sealed class ReadingLevelsTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_are_full_where_enough_alerts_wait()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(10));

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var batches = new List<long[]>();
        await foreach (var batch in consumer.ReadBatchesAsync(4, Soon, Stop))
            batches.Add([.. batch.Select(m => m.Alert.Id)]);

        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], batches);
    }

    [Fact]
    public async Task A_batch_that_was_left_is_delivered_again()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(6));

        await using (var consumer = cluster.Consumer())
        {
            Assert.Equal([0, 1, 2], await FirstBatchAsync(consumer, 3));
            Assert.Equal([0, 1], await FirstBatchAsync(consumer, 2));
            Assert.Equal([0, 1, 2, 3], await FirstBatchAsync(consumer, 4));
        }

        await using var next = cluster.Consumer();
        Assert.Equal([0, 1, 2, 3, 4, 5], await FirstBatchAsync(next, 6));
    }

    [Fact]
    public async Task Poll_returns_null_when_nothing_comes_and_marks_the_alert_before_as_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));

        await using (var consumer = cluster.Consumer())
        {
            Assert.Equal(0, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
            Assert.Equal(1, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
            Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(50), Stop));
        }

        await cluster.PublishAsync(TestAlert.Make(1, from: 2));
        await using var next = cluster.Consumer();
        Assert.Equal(2, (await next.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task An_alert_in_hand_is_not_processed_when_the_consumer_is_disposed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using (var consumer = cluster.Consumer()) await consumer.PollAsync(Soon, Stop);

        await using var next = cluster.Consumer();
        Assert.Equal(0, (await next.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task Consume_returns_what_came_in_time()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));

        await using var consumer = cluster.Consumer();
        Assert.Equal([0, 1, 2], (await consumer.ConsumeAsync(3, Soon, Stop)).Select(m => m.Alert.Id));
        while ((await consumer.GetStatusAsync(Stop)).BufferedMessages < 2) await Task.Delay(20, Stop);
        Assert.Equal([3, 4], (await consumer.ConsumeAsync(3, TimeSpan.FromMilliseconds(300), Stop)).Select(m => m.Alert.Id));
        Assert.Empty(await consumer.ConsumeAsync(3, TimeSpan.FromMilliseconds(50), Stop));
    }

    [Theory]
    [InlineData(CommitMode.OnNext)]
    [InlineData(CommitMode.Manual)]
    [InlineData(CommitMode.OnDelivery)]
    public async Task A_cancelled_consume_keeps_what_had_come(CommitMode mode)
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));

        await using var consumer = cluster.Consumer(o => o with { CommitMode = mode });
        using var stop = new CancellationTokenSource();
        var reading = consumer.ConsumeAsync(4, Soon, stop.Token).AsTask();
        await Task.Delay(500, Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal([0, 1, 2], (await consumer.ConsumeAsync(3, Soon, Stop)).Select(m => m.Alert.Id));
    }

    [Theory]
    [InlineData(20, 64 << 20, 20)]
    [InlineData(1000, 50_000, 5)]
    public async Task No_more_is_read_ahead_than_the_buffer_holds(int messages, long bytes, int most)
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(100, payload: 10_000));
        await using var consumer = cluster.Consumer(o => o with { MaxBufferedMessages = messages, MaxBufferedBytes = bytes });
        var first = await consumer.PollAsync(Soon, Stop);
        // A message and its bytes are not counted in the same moment.
        AlertConsumerStatus status;
        do
        {
            await Task.Delay(300, Stop);
            status = await consumer.GetStatusAsync(Stop);
        }
        while (status.BufferedMessages < most - 1 || Math.Abs(status.BufferedMessages * first!.EncodedLength - status.BufferedBytes) > 100);

        Assert.InRange(status.BufferedMessages, most - 1, most);
        Assert.Equal(100, 1 + (await consumer.ConsumeAsync(99, Soon, Stop)).Count);
    }

    [Fact]
    public async Task Two_reads_at_a_time_are_refused()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var first = consumer.PollAsync(Soon, stop.Token).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await consumer.PollAsync(TimeSpan.Zero, Stop));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Arguments_are_checked_before_reading_begins()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer();
        Assert.Throws<ArgumentOutOfRangeException>(() => consumer.ReadBatchesAsync(0, Soon, Stop));
        Assert.Throws<ArgumentOutOfRangeException>(() => consumer.ReadBatchesAsync(1, -Soon, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await consumer.ConsumeAsync(0, Soon, Stop));
    }

    [Fact]
    public async Task Stop_at_end_of_an_empty_topic_ends_at_once()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail($"{message.Offset}");
        await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail($"{message.Offset}");
        Assert.Null(await consumer.PollAsync(Soon, Stop));
    }

    private static async Task<IEnumerable<long>> FirstBatchAsync(AlertConsumer<TestAlert> consumer, int count)
    {
        await foreach (var batch in consumer.ReadBatchesAsync(count, Soon, Stop)) return batch.Select(m => m.Alert.Id);
        return [];
    }
}
