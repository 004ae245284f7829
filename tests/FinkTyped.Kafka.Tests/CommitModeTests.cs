namespace FinkTyped.Kafka.Tests;

public sealed class CommitModeTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Manual_commits_the_unbroken_run_of_completed_alerts()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(10));
        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual }))
        {
            var messages = await consumer.ConsumeAsync(10, Soon, Stop);
            // All but number 4, backwards and from several threads.
            Parallel.ForEach(messages.Where(m => m.Alert.Id != 4).Reverse(), m => m.Complete());
        }

        await using var next = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual });
        Assert.Equal([4, 5, 6, 7, 8, 9], (await next.ConsumeAsync(6, Soon, Stop)).Select(m => m.Alert.Id));
    }

    [Fact]
    public async Task Manual_does_not_redeliver_when_a_loop_is_left()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual });
        await foreach (var message in consumer.ReadAllAsync(Stop))
        {
            Assert.Equal(0, message.Alert.Id);
            break;
        }

        Assert.Equal(1, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task Skipped_messages_do_not_hold_up_the_run()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            for (var i = 0; i < 3; i++) await replay.SendAsync([1], [2], Stop);
            await replay.PublishAsync(TestAlert.Make(1), Stop);
            for (var i = 0; i < 3; i++) await replay.SendAsync([1], [2], Stop);
            await replay.FlushAsync(Stop);
        }

        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual, OnMalformed = OnMalformed.Skip, StopAtEnd = true }))
            await foreach (var message in consumer.ReadAllAsync(Stop)) message.Complete();

        await cluster.PublishAsync(TestAlert.Make(1, from: 1));
        await using var next = cluster.Consumer();
        Assert.Equal(7, (await next.PollAsync(Soon, Stop))!.Offset);
    }

    [Fact]
    public async Task On_delivery_commits_before_the_alert_is_handed_out()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(10));
        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery }))
            Assert.Equal(10, (await consumer.ConsumeAsync(10, Soon, Stop)).Count);

        await cluster.PublishAsync(TestAlert.Make(1, from: 10));
        await using var next = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery });
        Assert.Equal(10, (await next.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task On_delivery_leaves_what_was_not_handed_out_to_the_next_consumer()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(20));
        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery }))
        {
            Assert.Equal([0, 1, 2], (await consumer.ConsumeAsync(3, Soon, Stop)).Select(m => m.Alert.Id));
            while ((await consumer.GetStatusAsync(Stop)).BufferedMessages < 17) await Task.Delay(20, Stop);
        }

        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery }))
        {
            await foreach (var message in consumer.ReadAllAsync(Stop))
                if (message.Alert.Id == 6) break;
        }

        await using var next = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery });
        Assert.Equal(Enumerable.Range(7, 13).Select(i => (long)i), (await next.ConsumeAsync(13, Soon, Stop)).Select(m => m.Alert.Id));
    }

    [Fact]
    public async Task On_delivery_counts_what_was_passed_over_as_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(4));
        await using (var replay = cluster.Replay())
        {
            for (var i = 0; i < 3; i++) await replay.SendAsync([1], [2], Stop);
            await replay.FlushAsync(Stop);
        }

        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.OnDelivery, OnMalformed = OnMalformed.Skip, StopAtEnd = true }))
        {
            var seen = 0;
            await foreach (var message in consumer.ReadAllAsync(Stop)) seen++;
            Assert.Equal(4, seen);
        }

        await using var server = new AlertServer(cluster.Options());
        Assert.Equal(7, (await server.ReadLagAsync([Cluster.Topic], Stop)).Single().Committed);
    }

    [Fact]
    public async Task Stop_ends_reading_at_a_malformed_message_which_stays_unprocessed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.FlushAsync(Stop);
        }

        for (var round = 0; round < 2; round++)
        {
            await using var consumer = cluster.Consumer(o => o with { OnMalformed = OnMalformed.Stop });
            var seen = 0;
            var error = await Assert.ThrowsAsync<AlertException>(async () =>
            {
                await foreach (var message in consumer.ReadAllAsync(Stop)) seen++;
            });
            Assert.Equal(round == 0 ? 2 : 0, seen);
            Assert.Equal(2, error.Offset);
        }
    }

    [Fact]
    public async Task Duplicates_are_passed_over_by_the_alerts_own_id()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync([.. TestAlert.Make(20), .. TestAlert.Make(20, from: 10), .. TestAlert.Make(5)]);
        await using var consumer = new AlertConsumer<TestAlert>(cluster.Options(o => o with { StopAtEnd = true })) { DuplicateId = a => a.Id };
        var seen = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (long)i), seen.Order());
    }

    [Fact]
    public async Task An_alert_in_hand_is_no_duplicate_of_itself()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync([.. TestAlert.Make(3), .. TestAlert.Make(3)]);
        await using var consumer = new AlertConsumer<TestAlert>(cluster.Options()) { DuplicateId = a => a.Id };
        for (var i = 0; i < 2; i++)
        {
            await foreach (var message in consumer.ReadAllAsync(Stop))
            {
                Assert.Equal(0, message.Alert.Id);
                break;
            }
        }

        Assert.Equal([0, 1, 2], (await consumer.ConsumeAsync(3, Soon, Stop)).Select(m => m.Alert.Id));
        Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(300), Stop));
    }
}
