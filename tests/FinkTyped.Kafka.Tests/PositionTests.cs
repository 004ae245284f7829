namespace FinkTyped.Kafka.Tests;

public sealed class PositionTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Earliest_reads_again_what_the_group_has_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));
        await DrainAsync(cluster);

        await using var consumer = cluster.Consumer(o => o with { StartAt = StartAt.Earliest });
        Assert.Equal([0, 1, 2, 3, 4], (await consumer.ConsumeAsync(5, Soon, Stop)).Select(m => m.Alert.Id));
    }

    [Fact]
    public async Task Latest_reads_only_what_comes_from_now_on()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));
        await using var consumer = cluster.Consumer(o => o with { StartAt = StartAt.Latest });
        Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(500), Stop));

        // What comes before the consumer has its place is not from then on.
        var seen = await PublishUntilReadAsync(cluster, consumer, from: 5);
        Assert.True(seen >= 5, $"{seen}");
        await cluster.PublishAsync(TestAlert.Make(1, from: 1000));
        long last;
        do last = (await consumer.PollAsync(Soon, Stop))!.Alert.Id;
        while (last != 1000 && last == ++seen);
        Assert.Equal(1000, last);
    }

    [Fact]
    public async Task A_time_is_where_the_first_alert_at_or_after_it_is()
    {
        await using var cluster = new Cluster(partitions: 3);
        await cluster.PublishAsync(TestAlert.Make(9));
        await Task.Delay(20, Stop);
        await cluster.PublishAsync(TestAlert.Make(3, from: 9), partition: 1);
        List<AlertMessage<TestAlert>> all;
        await using (var consumer = cluster.Consumer(o => o with { GroupId = "all" })) all = [.. await consumer.ConsumeAsync(12, Soon, Stop)];
        var time = all.Single(m => m.Alert.Id == 9).Timestamp!.Value;
        Assert.True(all.Single(m => m.Alert.Id == 8).Timestamp < time);

        await using var proxy = new TimeProxy(cluster.Broker, (partition, milliseconds) => all
            .Where(m => m.Partition == partition && m.Timestamp!.Value.ToUnixTimeMilliseconds() >= milliseconds)
            .Select(m => m.Offset)
            .DefaultIfEmpty(-1)
            .Min());
        await using var late = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, StartAt = StartAt.Time(time) });
        Assert.Equal([9, 10, 11], (await late.ConsumeAsync(3, Soon, Stop)).Select(m => m.Alert.Id));
        Assert.Null(await late.PollAsync(TimeSpan.FromSeconds(1), Stop));
        Assert.Equal(3, proxy.Answered);

        // What comes later in a partition that had nothing at or after the time.
        await cluster.PublishAsync(TestAlert.Make(1, from: 12), partition: 0);
        Assert.Equal(12, (await late.PollAsync(Soon, Stop))!.Alert.Id);
        await late.SeekAsync(StartAt.Time(all.Min(m => m.Timestamp!.Value)), Stop);
        Assert.Equal(13, (await late.ConsumeAsync(13, Soon, Stop)).Count);
    }

    [Fact]
    public async Task A_time_that_cannot_be_looked_up_ends_reading_with_what_to_do()
    {
        await using var cluster = new Cluster();
        cluster.Broker.FailNext(KafkaRequest.ListOffsets, [.. Enumerable.Repeat(Confluent.Kafka.ErrorCode.NotLeaderForPartition, 1000)]);
        await using var consumer = cluster.Consumer(o => o with { StartAt = StartAt.Time(DateTimeOffset.UtcNow), ConnectTimeout = TimeSpan.FromSeconds(10) });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop));
        Assert.Contains("where", error.Reason, StringComparison.Ordinal);
        Assert.Contains("start from the earliest", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seek_moves_one_partition_and_drops_what_was_read_ahead()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(10), partition: 0);
        await using var consumer = cluster.Consumer();
        Assert.Equal([0, 1], (await consumer.ConsumeAsync(2, Soon, Stop)).Select(m => m.Alert.Id));

        await consumer.SeekAsync(Cluster.Topic, 0, 8, Stop);
        Assert.Equal([8, 9], (await consumer.ConsumeAsync(2, Soon, Stop)).Select(m => m.Alert.Id));
        Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(500), Stop));
        await consumer.SeekAsync(Cluster.Topic, 0, 3, Stop);
        Assert.Equal(3, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => consumer.SeekAsync(Cluster.Topic, 7, 0, Stop));
    }

    [Fact]
    public async Task Seek_before_the_first_read_waits_for_the_partitions()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(10));
        await using var consumer = cluster.Consumer();
        await consumer.SeekAsync(Cluster.Topic, 0, 6, Stop);
        Assert.Equal(6, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Theory]
    [InlineData("earliest", 0)]
    // The client looks up where the topic begins, or ends, when it is moved elsewhere.
    [InlineData("earliest", 260)]
    [InlineData("earliest", 290)]
    [InlineData("latest", 100)]
    [InlineData("latest", 260)]
    public async Task Seek_is_overruled_by_no_late_answer_of_a_slow_server(string startAt, int delay)
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(20));
        cluster.Broker.SetRoundTrip(1, TimeSpan.FromMilliseconds(250));
        await using var consumer = cluster.Consumer(o => o with { StartAt = startAt == "latest" ? StartAt.Latest : StartAt.Committed });
        await consumer.SeekAsync(Cluster.Topic, 0, 9, Stop);
        await Task.Delay(delay, Stop);
        await consumer.SeekAsync(Cluster.Topic, 1, 7, Stop);
        Assert.Equal([15, 17, 18, 19], (await consumer.ConsumeAsync(4, Soon, Stop)).Select(m => m.Alert.Id).Order());
        Assert.Null(await consumer.PollAsync(TimeSpan.FromSeconds(1), Stop));
    }

    [Fact]
    public async Task After_the_end_seek_goes_back_and_other_queries_go_on()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(10));
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        Assert.Equal(10, (await consumer.ConsumeAsync(11, Soon, Stop)).Count);
        Assert.Null(await consumer.PollAsync(Soon, Stop));

        await consumer.SeekAsync(StartAt.Earliest, Stop);
        Assert.Equal(2, (await consumer.ConsumeAsync(2, Soon, Stop)).Count);
        // All of it has been read by now, and eight alerts wait in the buffer.
        while ((await consumer.GetStatusAsync(Stop)).BufferedMessages < 8) await Task.Delay(20, Stop);
        await Task.Delay(100, Stop);
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Select(a => a.Id), Stop)) ids.Add(message.Alert);
        Assert.Equal(8, ids.Count);
        Assert.Null(await consumer.PollAsync(Soon, Stop));
    }

    [Fact]
    public async Task Seek_to_the_beginning_moves_all_partitions()
    {
        await using var cluster = new Cluster(partitions: 3);
        await cluster.PublishAsync(TestAlert.Make(9));
        await using var consumer = cluster.Consumer();
        Assert.Equal(9, (await consumer.ConsumeAsync(9, Soon, Stop)).Count);
        await consumer.SeekAsync(StartAt.Earliest, Stop);
        Assert.Equal(9, (await consumer.ConsumeAsync(9, Soon, Stop)).Count);
        await consumer.SeekAsync(StartAt.Committed, Stop);
        await consumer.SeekAsync(StartAt.Latest, Stop);
        Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(300), Stop));
    }

    [Theory]
    [InlineData("committed", "committed")]
    [InlineData("Earliest", "earliest")]
    [InlineData("latest", "latest")]
    [InlineData("2026-03-18T04:00:00Z", "2026-03-18T04:00:00.0000000+00:00")]
    [InlineData("2026-03-18", "2026-03-18T00:00:00.0000000+00:00")]
    public void A_position_is_read_from_text(string text, string expected)
    {
        Assert.True(StartAt.TryParse(text, out var startAt));
        Assert.Equal(expected, startAt.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("yesterday")]
    public void Other_text_is_no_position(string? text) => Assert.False(StartAt.TryParse(text, out _));

    /// <summary>Publishes alerts one after the other until one of them is read; gives its id.</summary>
    private static async Task<long> PublishUntilReadAsync(Cluster cluster, AlertConsumer<TestAlert> consumer, int from)
    {
        var reading = consumer.PollAsync(Soon, Stop).AsTask();
        for (; !reading.IsCompleted; from++)
        {
            await cluster.PublishAsync(TestAlert.Make(1, from));
            await Task.WhenAny(reading, Task.Delay(200, Stop));
        }

        return (await reading)!.Alert.Id;
    }

    private static async Task DrainAsync(Cluster cluster)
    {
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        await foreach (var _ in consumer.ReadAllAsync(Stop))
        {
        }
    }
}
