namespace FinkTyped.Kafka.Tests;

public sealed class ReadAllTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_arrive_as_they_were_published()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(50));

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var seen = new List<AlertMessage<TestAlert>>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), seen.Select(m => m.Alert.Id).Order());
        Assert.All(seen, m =>
        {
            Assert.Equal(Cluster.Topic, m.Topic);
            Assert.Equal($"alert {m.Alert.Id}", m.Alert.Name);
            Assert.Equal(m.Alert.Id / 4, m.Offset);
            Assert.Equal(m.Alert.Id % 4, m.Partition);
            Assert.Equal(100, m.Alert.Payload.Length);
            Assert.InRange(m.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddSeconds(1));
        });
    }

    [Fact]
    public async Task A_log_that_throws_ends_neither_the_stream_nor_the_program()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(20));
        var log = new ThrowingLog();

        await using (var consumer = cluster.Consumer(o => o with
        {
            StopAtEnd = true,
            LoggerFactory = log,
            ConfigureKafka = config => config.Debug = "cgrp",
        }))
        {
            var count = 0;
            await foreach (var message in consumer.ReadAllAsync(Stop)) count++;
            Assert.Equal(20, count);
        }

        Assert.NotEqual(0, log.Thrown);
    }

    [Fact]
    public async Task What_was_processed_is_not_delivered_to_the_group_again()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(20));
        await using (var first = cluster.Consumer())
            Assert.Equal(20, (await TakeAsync(first, 20, completeLast: true)).Count);

        await cluster.PublishAsync(TestAlert.Make(10, from: 20));
        await using var second = cluster.Consumer();
        Assert.Equal(Enumerable.Range(20, 10).Select(i => (long)i), (await TakeAsync(second, 10)).Order());
    }

    [Fact]
    public async Task Leaving_the_loop_delivers_the_alert_in_hand_again()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));

        await using (var consumer = cluster.Consumer())
        {
            Assert.Equal([0, 1], await TakeAsync(consumer, 2));
            Assert.Equal([1, 2], await TakeAsync(consumer, 2));
        }

        await using var next = cluster.Consumer();
        Assert.Equal([2, 3, 4], await TakeAsync(next, 3));
    }

    [Fact]
    public async Task A_waiting_reader_is_cancelled_at_once()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var reading = TakeAsync(consumer, 1, stop: stop.Token);
        await Task.Delay(300, Stop);
        Assert.False(reading.IsCompleted);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Cluster.Patience, Stop));
    }

    [Fact]
    public async Task Disposing_ends_a_waiting_reader()
    {
        await using var cluster = new Cluster();
        var consumer = cluster.Consumer();
        var reading = TakeAsync(consumer, 1);
        await Task.Delay(300, Stop);
        Assert.False(reading.IsCompleted);

        await consumer.DisposeAsync();
        Assert.Empty(await reading.WaitAsync(Cluster.Patience, Stop));
        Assert.Throws<ObjectDisposedException>(() => consumer.ReadAllAsync(Stop));
    }

    [Fact]
    public async Task A_malformed_message_is_surfaced_with_its_bytes_and_the_stream_goes_on()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(1));
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1, 2, 3 }, Stop);
            await replay.SendAsync("no schema"u8.ToArray(), [0], Stop);
            await replay.SendAsync("{\"type\": 1}"u8.ToArray(), [0], Stop);
            await replay.SendAsync(null, [0], Stop);
            await replay.SendAsync(null, null, Stop);
            await replay.FlushAsync(Stop);
        }

        await cluster.PublishAsync(TestAlert.Make(1, from: 1));
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var seen = new List<AlertMessage<TestAlert>>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message);

        Assert.Equal(7, seen.Count);
        Assert.Equal([0, 1], seen.Where(m => m.Error is null).Select(m => m.Alert.Id));
        Assert.Equal(
            [AlertErrorKind.Malformed, AlertErrorKind.NoSchema, AlertErrorKind.Schema, AlertErrorKind.NoSchema, AlertErrorKind.Malformed],
            seen.Where(m => m.Error is not null).Select(m => m.Error!.Kind));
        Assert.Equal([1, 2, 3], seen[1].RawValue.ToArray());
        Assert.StartsWith($"{Cluster.Topic} [0] @1: ", seen[1].Error!.Message, StringComparison.Ordinal);
        Assert.Same(seen[1].Error, Assert.Throws<AlertException>(() => seen[1].Alert));
    }

    [Fact]
    public async Task What_the_group_took_away_before_it_was_delivered_belongs_to_what_is_read_to_the_end()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(20));
        var log = new KeptLog();
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true, LoggerFactory = log });
        var seen = new HashSet<long> { (await consumer.PollAsync(Cluster.Patience, Stop))!.Alert.Id };
        while ((await consumer.GetStatusAsync(Stop)).BufferedMessages < 19) await Task.Delay(20, Stop);
        // All has been read by then, and the end was met.
        await Task.Delay(300, Stop);
        cluster.Broker.FailNext(KafkaRequest.Heartbeat, Confluent.Kafka.ErrorCode.UnknownMemberId);
        while (!log.Lines.Any(line => line.Contains("Lost 2 partition(s)", StringComparison.Ordinal))) await Task.Delay(20, Stop);
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
        Assert.Equal(20, seen.Count);
    }

    private static async Task<List<long>> TakeAsync(
        AlertConsumer<TestAlert> consumer, int count, bool completeLast = false, CancellationToken? stop = null)
    {
        var taken = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(stop ?? Stop))
        {
            taken.Add(message.Alert.Id);
            if (taken.Count < count) continue;
            if (completeLast) message.Complete();
            break;
        }

        return taken;
    }
}
