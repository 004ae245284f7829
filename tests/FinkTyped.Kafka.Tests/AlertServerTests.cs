namespace FinkTyped.Kafka.Tests;

public sealed class AlertServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topics_are_listed_by_name_and_sorted_by_service()
    {
        await using var cluster = new Cluster(partitions: 3);
        foreach (var topic in (string[])["ftransfer_ztf_x", "ftransfer_ztf_x_schema", "fxmatch_ztf_y", "fink_ztf_20260318", "fink_kn_candidates_ztf"])
            cluster.Broker.CreateTopic(topic, 1);

        await using var server = new AlertServer(cluster.Options());
        Assert.Equal(
            [
                ("fink_kn_candidates_ztf", 1, FinkService.Livestream),
                (Cluster.Topic, 3, FinkService.Livestream),
                ("fink_ztf_20260318", 1, FinkService.Counting),
                ("ftransfer_ztf_x", 1, FinkService.DataTransfer),
                ("ftransfer_ztf_x_schema", 1, FinkService.Schema),
                ("fxmatch_ztf_y", 1, FinkService.CrossMatch),
            ],
            (await server.ListTopicsAsync(Stop)).Select(t => (t.Name, t.Partitions, t.Service)));
    }

    [Fact]
    public async Task Lag_is_what_the_group_has_not_processed()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(10), partition: 0);
        await cluster.PublishAsync(TestAlert.Make(4), partition: 1);
        await using (var consumer = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual }))
            foreach (var message in await consumer.ConsumeAsync(14, Cluster.Patience, Stop))
                if (message.Partition == 0 && message.Offset < 7) message.Complete();

        await using var server = new AlertServer(cluster.Options());
        Assert.Equal([(0, 10L, 7L, 3L), (1, 4L, null, 4L)], (await server.ReadLagAsync([Cluster.Topic], Stop)).Select(l => (l.Partition, l.High, l.Committed, l.Lag)));
    }

    [Fact]
    public async Task The_schema_of_a_topic_is_read_without_touching_the_group()
    {
        await using var cluster = new Cluster(partitions: 2);
        await using var server = new AlertServer(cluster.Options());
        Assert.Null(await server.ReadSchemaAsync(Cluster.Topic, Stop));

        await cluster.PublishAsync(TestAlert.Make(3));
        var schema = await server.ReadSchemaAsync(Cluster.Topic, Stop);
        Assert.Equal(TestAlert.Schema, schema!.Schema);
        Assert.Equal(TestAlert.Schema.SourceJson.ToArray(), schema.Json.ToArray());
        await using var consumer = cluster.Consumer();
        Assert.Equal(3, (await consumer.ConsumeAsync(3, Cluster.Patience, Stop)).Count);
    }

    [Fact]
    public async Task The_schema_of_a_transfer_and_of_containers_is_found()
    {
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.CreateTopic("ftransfer_ztf_x", 1);
        cluster.Broker.CreateTopic("ftransfer_ztf_x_schema", 1);
        await using (var replay = cluster.Replay("ftransfer_ztf_x_schema"))
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 0 }, Stop);
            await replay.FlushAsync(Stop);
        }

        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(null, Containers.Of(AlertFileCodec.Null, TestAlert.One(1)), Stop);
            await replay.FlushAsync(Stop);
        }

        await using var server = new AlertServer(cluster.Options());
        Assert.Equal(TestAlert.Schema, (await server.ReadSchemaAsync("ftransfer_ztf_x", Stop))!.Schema);
        Assert.Equal(TestAlert.Schema, (await server.ReadSchemaAsync(Cluster.Topic, Stop))!.Schema);
    }

    [Fact]
    public async Task Errors_say_what_to_do()
    {
        await using var cluster = new Cluster();
        await using var server = new AlertServer(cluster.Options());
        var unknown = await Assert.ThrowsAsync<AlertException>(() => server.ReadLagAsync(["fink_tst_lsst"], Stop));
        Assert.Equal(AlertErrorKind.UnknownTopic, unknown.Kind);
        Assert.Contains(Cluster.Topic, unknown.Remedy, StringComparison.Ordinal);

        await using var nowhere = new AlertServer(cluster.Options(o => o with { BootstrapServers = "127.0.0.1:1", ConnectTimeout = TimeSpan.FromSeconds(10) }));
        var unreachable = await Assert.ThrowsAsync<AlertException>(() => nowhere.ListTopicsAsync(Stop));
        Assert.Equal(AlertErrorKind.Unreachable, unreachable.Kind);
        Assert.Contains("refused", unreachable.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_a_question_does_not_wait_for_the_answer()
    {
        await using var cluster = new Cluster();
        await using var nowhere = new AlertServer(cluster.Options(o => o with { BootstrapServers = "127.0.0.1:1", ConnectTimeout = TimeSpan.FromMinutes(10) }));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nowhere.ListTopicsAsync(patience.Token).WaitAsync(Cluster.Patience, Stop));
        await nowhere.DisposeAsync().AsTask().WaitAsync(Cluster.Patience, Stop);
    }
}
