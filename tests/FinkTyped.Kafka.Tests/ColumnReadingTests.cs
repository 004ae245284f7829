using FinkTyped.Columns;

namespace FinkTyped.Kafka.Tests;

/// <summary>Columns of a stream.</summary>
public sealed class ColumnReadingTests
{
    private static readonly ColumnOptions Ids = new() { Fields = ["id"], MaxRows = 4 };
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_are_full_of_what_is_wanted()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(20));
        await using var consumer = Consumer(cluster, o => o with { StopAtEnd = true });
        var batches = new List<long[]>();
        var options = Ids with { Where = AlertFilter.Parse("id >= 10"), Schema = TestAlert.Schema };
        await foreach (var columns in consumer.ReadColumnsAsync(options, TimeSpan.FromSeconds(1), Stop))
            batches.Add(Values(columns));
        Assert.Equal([[10, 11, 12, 13], [14, 15, 16, 17], [18, 19]], batches);
    }

    [Fact]
    public async Task A_batch_ends_with_the_bytes_of_its_alerts_too()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(9, payload: 10_000));
        await using var consumer = Consumer(cluster, o => o with { StopAtEnd = true });
        var sizes = new List<int>();
        await foreach (var columns in consumer.ReadColumnsAsync(Ids with { MaxRows = 1000, MaxBytes = 25_000 }, TimeSpan.FromSeconds(1), Stop))
            sizes.Add(columns.Count);
        Assert.Equal([3, 3, 3], sizes);
    }

    [Fact]
    public async Task A_batch_that_was_left_comes_again_and_the_ones_before_do_not()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(12));
        await using (var consumer = Consumer(cluster))
        {
            var batches = 0;
            await foreach (var columns in consumer.ReadColumnsAsync(Ids, Soon, Stop))
            {
                if (++batches == 2) break;
            }

            // The same columns go on with it, and so do others.
            Assert.Equal(new long[] { 4, 5, 6, 7 }, await FirstAsync(consumer, Ids));
            Assert.Equal(new long[] { 4, 5 }, await FirstAsync(consumer, Ids with { MaxRows = 2 }));
        }

        await using var next = Consumer(cluster);
        Assert.Equal(new long[] { 4, 5, 6, 7 }, await FirstAsync(next, Ids));
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_passed_over_and_counted()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using (var replay = cluster.Replay())
        {
            // Cut behind the id, so that nothing is left for the name.
            var datum = TestAlert.One(2).Encode();
            await replay.PublishAsync(TestAlert.Schema, [datum.AsMemory(0, 1)], Stop);
        }

        await cluster.PublishAsync(TestAlert.Make(2, from: 3));
        await using var consumer = Consumer(cluster);
        Assert.Equal(new long[] { 0, 1, 3, 4 }, await FirstAsync(consumer, Ids with { Fields = ["id", "name"] }));
        Assert.Equal(1, consumer.PassedOver);
    }

    [Fact]
    public async Task A_field_that_is_not_there_ends_the_stream()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(1));
        await using var consumer = Consumer(cluster);
        var error = await Assert.ThrowsAsync<AlertException>(() => FirstAsync(consumer, Ids with { Fields = ["idd"] }));
        Assert.Equal(AlertErrorKind.Options, error.Kind);
        Assert.Contains("did you mean id?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_columns_have_no_place_for_are_told()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using var manual = Consumer(cluster, o => o with { CommitMode = CommitMode.Manual });
        await using var surface = cluster.Consumer();
        Assert.Throws<InvalidOperationException>(() => manual.ReadColumnsAsync(Ids, Soon, Stop));
        Assert.Throws<InvalidOperationException>(() => surface.ReadColumnsAsync(Ids, Soon, Stop));
    }

    private static AlertConsumer Consumer(Cluster cluster, Func<AlertConsumerOptions, AlertConsumerOptions>? change = null) =>
        new(cluster.Options(o => (change ?? (same => same))(o with { OnMalformed = OnMalformed.Skip })));

    private static async Task<long[]> FirstAsync(AlertConsumer consumer, ColumnOptions options)
    {
        await foreach (var columns in consumer.ReadColumnsAsync(options, Soon, Stop)) return Values(columns);
        return [];
    }

    private static long[] Values(AlertColumns columns) => ((AlertNumberColumn<long>)columns.Columns[0]).Values.ToArray();
}
