using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>What a consumer does where its calls meet errors, its own end, or each other.</summary>
public sealed class EdgeTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CommitMode.OnNext)]
    [InlineData(CommitMode.Manual)]
    [InlineData(CommitMode.OnDelivery)]
    public async Task Another_query_that_cannot_be_begun_loses_nothing(CommitMode mode)
    {
        await using var cluster = new Cluster(partitions: 3);
        await cluster.PublishAsync(TestAlert.Make(30));
        await using var consumer = cluster.Consumer(o => o with { CommitMode = mode });
        var seen = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop))
        {
            seen.Add(message.Alert.Id);
            if (seen.Count < 5) continue;
            while ((await consumer.GetStatusAsync(Stop)).BufferedMessages < 25) await Task.Delay(20, Stop);
            break;
        }

        var moved = 0;
        consumer.Loop.Repositioning = _ =>
        {
            if (++moved == 2) throw new KafkaException(ErrorCode.Local_State);
        };
        var error = await Assert.ThrowsAsync<AlertException>(async () =>
        {
            await foreach (var message in consumer.ReadAllAsync(TestAlert.Where(a => a.Id < 0).Select(a => a.Id), Stop)) Assert.Fail($"{message.Alert}");
        });
        Assert.Equal(AlertErrorKind.Kafka, error.Kind);
        consumer.Loop.Repositioning = null;

        await foreach (var message in consumer.ReadAllAsync(Stop))
        {
            seen.Add(message.Alert.Id);
            if (seen.Distinct().Count() == 30) break;
        }
    }

    [Fact]
    public async Task A_completed_alert_does_not_come_again_with_another_query()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(6));
        await using var consumer = cluster.Consumer();
        await foreach (var batch in consumer.ReadBatchesAsync(3, Soon, Stop))
        {
            Assert.Equal([0, 1, 2], batch.Select(m => m.Alert.Id));
            batch[1].Complete();
            break;
        }

        var seen = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Where(_ => true).Select(a => a.Id), Stop))
        {
            seen.Add(message.Alert);
            if (message.Alert == 5) break;
        }

        Assert.Equal([0, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task Stop_is_left_by_seeking()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(1));
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.PublishAsync(TestAlert.Make(1, from: 2), Stop);
        }

        await using var consumer = cluster.Consumer(o => o with { OnMalformed = OnMalformed.Stop });
        Assert.Equal(0, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
        for (var i = 0; i < 2; i++)
            Assert.Equal(1, (await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop))).Offset);
        await consumer.SeekAsync(Cluster.Topic, 0, 2, Stop);
        Assert.Equal(2, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);
    }

    [Fact]
    public async Task After_the_streams_own_error_every_call_says_the_cause()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer(o => o with { Topics = ["no-such-topic"] });
        var query = TestAlert.Where(_ => true).Select(a => a.Id);
        Func<Task>[] calls =
        [
            async () => await consumer.PollAsync(Soon, Stop),
            async () => await consumer.PollAsync(Soon, Stop),
            async () => await consumer.ReadAllAsync(query, Stop).GetAsyncEnumerator(Stop).MoveNextAsync(),
            async () => await consumer.ReadEncodedAsync(Stop).GetAsyncEnumerator(Stop).MoveNextAsync(),
            () => consumer.SeekAsync(StartAt.Earliest, Stop),
            () => consumer.GetStatusAsync(Stop),
        ];
        foreach (var call in calls) Assert.Equal(AlertErrorKind.UnknownTopic, (await Assert.ThrowsAsync<AlertException>(call)).Kind);
    }

    [Fact]
    public async Task A_consumer_disposed_by_its_own_query_does_not_wait_for_itself()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        var log = new KeptLog();
        var consumer = cluster.Consumer(o => o with { LoggerFactory = log });
        var query = TestAlert.Where(_ =>
        {
            consumer.Dispose();
            return true;
        }).Select(a => a.Id);
        await foreach (var message in consumer.ReadAllAsync(query, Stop)) message.Complete();
        await consumer.Loop.Ended.WaitAsync(Soon, Stop);
        Assert.DoesNotContain(log.Lines, line => line.Contains("does not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Out_of_memory_is_not_malformed_data()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        var greedy = TestAlert.Where(a => a.Id == 1 ? throw new OutOfMemoryException() : true).Select(a => a.Id);
        await using (var consumer = cluster.Consumer(o => o with { OnMalformed = OnMalformed.Skip }))
        {
            var error = await Assert.ThrowsAsync<AlertException>(async () =>
            {
                await foreach (var message in consumer.ReadAllAsync(greedy, Stop)) Assert.Equal(0, message.Alert);
            });
            Assert.Equal(AlertErrorKind.Kafka, error.Kind);
            Assert.Equal(0, consumer.PassedOver);
        }

        await using var next = cluster.Consumer(o => o with { StopAtEnd = true });
        var last = -1L;
        await foreach (var message in next.ReadAllAsync(Stop)) last = message.Alert.Id;
        Assert.Equal(1, last);
    }

    [Fact]
    public async Task Where_reading_was_moved_back_to_is_committed()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(20));
        await using var server = new AlertServer(cluster.Options());
        await using var consumer = cluster.Consumer();
        await consumer.ConsumeAsync(20, Soon, Stop);
        Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(50), Stop));
        await CommittedAsync(10, 10);

        await consumer.SeekAsync(Cluster.Topic, 0, 4, Stop);
        await CommittedAsync(4, 10);

        await consumer.SeekAsync(StartAt.Earliest, Stop);
        Assert.NotNull(await consumer.PollAsync(Soon, Stop));
        await CommittedAsync(0, 0);

        async Task CommittedAsync(params long?[] offsets)
        {
            var end = Environment.TickCount64 + 60_000;
            while (true)
            {
                var committed = (await server.ReadLagAsync([Cluster.Topic], Stop)).OrderBy(p => p.Partition).Select(p => p.Committed).ToList();
                if (committed.SequenceEqual(offsets)) return;
                if (Environment.TickCount64 > end) Assert.Equal(offsets, committed);
                await Task.Delay(50, Stop);
            }
        }
    }

    [Fact]
    public async Task A_negative_offset_is_refused()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => consumer.SeekAsync(Cluster.Topic, 0, -1, Stop));
    }

    [Fact]
    public async Task Questions_to_a_server_do_not_disturb_each_other()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(4));
        cluster.Broker.CreateTopic("other", 2);
        await cluster.PublishAsync(TestAlert.Make(4), "other");
        await using var server = new AlertServer(cluster.Options());
        var schemas = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => server.ReadSchemaAsync(i % 2 == 0 ? Cluster.Topic : "other", Stop)));
        Assert.All(schemas, schema => Assert.Equal(TestAlert.Schema, schema!.Schema));
        Assert.Equal(["fink_test_lsst", "other"], schemas.Select(s => s!.Topic).Distinct().Order());
    }

    [Fact]
    public async Task Messages_that_the_client_refuses_take_no_place_of_others()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = cluster.Broker.BootstrapServers,
            Topic = Cluster.Topic,
            ConfigureKafka = config => config.MessageMaxBytes = 1000,
        });
        for (var i = 0; i < 1001; i++)
            await Assert.ThrowsAsync<ProduceException<byte[]?, byte[]?>>(async () => await replay.SendAsync(null, new byte[2000], Stop));
        await replay.SendAsync(null, [1], Stop).AsTask().WaitAsync(Soon, Stop);
        await replay.FlushAsync(Stop);
        Assert.Equal(1, replay.Delivered);
    }

    [Fact]
    public async Task A_schema_topic_that_comes_late_is_waited_for()
    {
        const string Transfer = "ftransfer_ztf_2026-01-01_1";
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.CreateTopic(Transfer, 1);
        await using (var replay = cluster.Replay(Transfer))
        {
            for (var i = 0; i < 500; i++) await replay.SendAsync(System.Text.Encoding.UTF8.GetBytes(Transfer), TestAlert.One(i).Encode(), Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = cluster.Consumer(o => o with { Topics = [Transfer], StopAtEnd = true });
        var reading = consumer.ConsumeAsync(500, Cluster.Patience, Stop).AsTask();
        await Task.Delay(2000, Stop);
        Assert.False(reading.IsCompleted);
        cluster.Broker.CreateTopic($"{Transfer}_schema", 1);
        await using (var replay = cluster.Replay($"{Transfer}_schema"))
        {
            await replay.SendAsync(System.Text.Encoding.UTF8.GetBytes(TestAlert.Schema.ToString()), [0], Stop);
            await replay.FlushAsync(Stop);
        }

        var seen = await reading;
        Assert.Equal(500, seen.Count);
        Assert.All(seen, message => Assert.Null(message.Error));
    }

    [Fact]
    public async Task What_speaks_HTTP_on_the_brokers_port_is_waited_out()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using var proxy = new HttpProxy(cluster.Broker);
        await cluster.PublishAsync(TestAlert.Make(1));
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address }, config => config.ReconnectBackoffMaxMs = 200);
        Assert.Equal(0, (await consumer.PollAsync(Soon, Stop))!.Alert.Id);

        await proxy.SpeakHttpAsync(true);
        var reading = consumer.PollAsync(Cluster.Patience, Stop).AsTask();
        while (proxy.Answered < 5 && !reading.IsCompleted) await Task.Delay(50, Stop);
        await proxy.SpeakHttpAsync(false);
        await cluster.PublishAsync(TestAlert.Make(1, from: 1));
        Assert.Equal(1, (await reading)!.Alert.Id);
    }

    [Fact]
    public async Task What_speaks_HTTP_from_the_start_is_no_Kafka_server()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using var proxy = new HttpProxy(cluster.Broker);
        await proxy.SpeakHttpAsync(true);
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, ConnectTimeout = TimeSpan.FromSeconds(10) });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop));
        Assert.Equal(AlertErrorKind.Unreachable, error.Kind);
        Assert.Contains("does not speak Kafka", error.Reason, StringComparison.Ordinal);
    }
}
