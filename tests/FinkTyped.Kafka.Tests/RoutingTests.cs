namespace FinkTyped.Kafka.Tests;

public sealed class RoutingTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_topic_has_the_type_of_its_handler()
    {
        await using var cluster = new Cluster(partitions: 2);
        cluster.Broker.CreateTopic("fink_grb_bronze", 1);
        cluster.Broker.CreateTopic("fink_other_lsst", 1);
        await cluster.PublishAsync(TestAlert.Make(6));
        await cluster.PublishAsync(TestAlert.Make(3, from: 100), "fink_grb_bronze");
        await cluster.PublishAsync(TestAlert.Make(4, from: 200), "fink_other_lsst");

        var (typed, queried, other) = (new List<long>(), new List<string>(), new List<long>());
        var routes = new AlertRoutes()
            .Add<TestAlert>(Cluster.Topic, (message, _) => Note(typed, message.Alert.Id))
            .Add("fink_grb_*", TestAlert.Where(a => a.Id != 101).Select(a => $"query {a.Id}"), (message, _) => Note(queried, message.Alert))
            .Add<OtherAlert>("*_lsst", (message, _) => Note(other, message.Alert.Id));
        await using (var consumer = new AlertConsumer(cluster.Options(o => o with { Topics = [Cluster.Topic, "fink_grb_bronze", "fink_other_lsst"], StopAtEnd = true })))
            await consumer.RunAsync(routes, Stop);

        Assert.Equal([0, 1, 2, 3, 4, 5], typed.Order());
        Assert.Equal(["query 100", "query 102"], queried);
        Assert.Equal([200, 201, 202, 203], other);

        static Task Note<T>(List<T> list, T item)
        {
            list.Add(item);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_run_and_its_alert_comes_first_in_the_next()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(4));
        var seen = new List<long>();
        var routes = new AlertRoutes().Add<TestAlert>("*", (message, _) =>
        {
            seen.Add(message.Alert.Id);
            return seen.Count == 2 ? throw new InvalidOperationException("boom") : Task.CompletedTask;
        });
        await using var consumer = new AlertConsumer(cluster.Options(o => o with { StopAtEnd = true }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => consumer.RunAsync(routes, Stop));
        await consumer.RunAsync(routes, Stop);
        Assert.Equal([0, 1, 1, 2, 3], seen);
    }

    [Fact]
    public async Task A_topic_without_a_route_is_told_before_anything_is_read()
    {
        await using var cluster = new Cluster();
        await using var consumer = new AlertConsumer(cluster.Options());
        var error = await Assert.ThrowsAsync<AlertException>(() => consumer.RunAsync(new AlertRoutes().Add<TestAlert>("fink_*_ztf", (_, _) => Task.CompletedTask), Stop));
        Assert.Equal(AlertErrorKind.Options, error.Kind);
        Assert.Contains(Cluster.Topic, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consumer_without_a_type_reads_what_comes()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using var consumer = new AlertConsumer(cluster.Options(o => o with { StopAtEnd = true }));
        var seen = new List<byte[]>();
        await foreach (var message in consumer.ReadEncodedAsync(Stop)) seen.Add(message.Alert.Datum.ToArray());
        Assert.Equal([TestAlert.One(0).Encode(), TestAlert.One(1).Encode()], seen);
    }

    [Fact]
    public async Task Two_members_of_a_group_share_the_embedded_broker_without_waiting_for_a_session_to_end()
    {
        await using var cluster = new Cluster(partitions: 4);
        var options = cluster.Broker.ConsumerOptions("pair", Cluster.Topic);
        await using var one = new AlertConsumer<TestAlert>(options);
        await using var other = new AlertConsumer<TestAlert>(options);
        Task[] reading = [one.PollAsync(Soon, Stop).AsTask(), other.PollAsync(Soon, Stop).AsTask()];
        while ((await one.GetStatusAsync(Stop)).Partitions != 2 || (await other.GetStatusAsync(Stop)).Partitions != 2) await Task.Delay(50, Stop);
        await cluster.PublishAsync(TestAlert.Make(40));
        await Task.WhenAll(reading);
    }
}
