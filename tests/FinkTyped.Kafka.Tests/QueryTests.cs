namespace FinkTyped.Kafka.Tests;

public sealed class QueryTests
{
    private static readonly AlertQuery<TestAlert, long> Thirds = TestAlert.Where(a => a.Id % 3 == 0).Select(a => a.Id * 10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_the_query_wants_arrives_and_the_rest_counts_as_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(11));
        await using (var consumer = cluster.Consumer(o => o with { StopAtEnd = true }))
        {
            var seen = new List<long>();
            await foreach (var message in consumer.ReadAllAsync(Thirds, Stop)) seen.Add(message.Alert);
            Assert.Equal([0, 30, 60, 90], seen);
        }

        await using var next = cluster.Consumer(o => o with { StopAtEnd = true });
        await foreach (var message in next.ReadAllAsync(Stop)) Assert.Fail($"{message.Alert.Id}");
    }

    [Theory]
    [InlineData(CommitMode.OnNext)]
    [InlineData(CommitMode.Manual)]
    [InlineData(CommitMode.OnDelivery)]
    public async Task A_consumer_can_change_between_queries_and_alerts(CommitMode mode)
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(30));
        await using var consumer = cluster.Consumer(o => o with { CommitMode = mode });
        // What is in hand when a loop is left comes again, but for the other modes.
        var again = mode == CommitMode.OnNext ? 0 : 1;

        Assert.Equal(0, await FirstAsync(consumer.ReadAllAsync(Stop), a => a.Id));
        Assert.Equal(3, (await consumer.ConsumeAsync(3, Cluster.Patience, Stop)).Count);
        Assert.Equal((2 + again + 3) / 3 * 30, await FirstAsync(consumer.ReadAllAsync(Thirds, Stop), id => id));
        // What the query has rejected already (7 and 8) counts as processed.
        Assert.Equal(mode == CommitMode.OnNext ? 3 : 9, await FirstAsync(consumer.ReadAllAsync(Stop), a => a.Id));
    }

    [Fact]
    public async Task An_exception_of_the_query_becomes_the_error_of_its_message()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var failing = TestAlert.Where(a => a.Id == 1 ? throw new InvalidOperationException("no") : true).Select(a => a.Id);
        var errors = new List<AlertException?>();
        await foreach (var message in consumer.ReadAllAsync(failing, Stop)) errors.Add(message.Error);
        Assert.Equal([null, "no", null], errors.Select(e => e?.InnerException?.Message));
    }

    [Fact]
    public async Task Only_what_the_filter_wants_arrives_and_the_rest_counts_as_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(11));
        var where = AlertFilter.Parse("id % 3 = 0");
        await using (var consumer = cluster.Consumer(o => o with { StopAtEnd = true, Where = where }))
        {
            var seen = new List<long>();
            await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
            Assert.Equal([0, 3, 6, 9], seen);
        }

        await using var next = cluster.Consumer(o => o with { StopAtEnd = true });
        await foreach (var message in next.ReadAllAsync(Stop)) Assert.Fail($"{message.Alert.Id}");
    }

    [Fact]
    public async Task A_filter_that_does_not_fit_ends_the_reading_and_nothing_is_lost()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        await using (var consumer = cluster.Consumer(o => o with { StopAtEnd = true, Where = AlertFilter.Parse("ix % 3 = 0") }))
        {
            var fault = await Assert.ThrowsAsync<AlertException>(() => FirstAsync(consumer.ReadAllAsync(Stop), a => a.Id));
            Assert.Contains("did you mean", fault.Message, StringComparison.Ordinal);
        }

        await using var next = cluster.Consumer(o => o with { StopAtEnd = true });
        Assert.Equal(0, await FirstAsync(next.ReadAllAsync(Stop), a => a.Id));
    }

    private static async Task<long> FirstAsync<T>(IAsyncEnumerable<AlertMessage<T>> messages, Func<T, long> id)
    {
        await foreach (var message in messages) return id(message.Alert);
        return -1;
    }
}
