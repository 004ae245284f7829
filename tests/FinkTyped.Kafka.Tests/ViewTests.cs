namespace FinkTyped.Kafka.Tests;

/// <summary>Alerts of any schema, looked at by paths.</summary>
public sealed class ViewTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_of_any_schema_are_looked_at_where_they_lie()
    {
        await using var cluster = new Cluster(partitions: 1);
        var other = AvroSchema.Parse("""{"type":"record","name":"Other","fields":[{"name":"name","type":["null","string"]},{"name":"id","type":"int"}]}"""u8);
        await using (var replay = cluster.Replay())
        {
            await replay.PublishAsync(TestAlert.Make(2), Stop);
            await replay.SendAsync(other, new byte[] { 0, 14 }, Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = new AlertConsumer(cluster.Options(o => o with { StopAtEnd = true }));
        var seen = new List<(long?, string?)>();
        await foreach (var message in consumer.ReadViewsAsync(["id", "name"], static (alert, paths) => (alert.Long(paths[0]), alert.Text(paths[1]).ToString()), Stop))
            seen.Add(message.Alert);
        Assert.Equal([(0, "alert 0"), (1, "alert 1"), (7, null)], seen.Select(s => (s.Item1, s.Item2 is "" ? null : s.Item2)));
    }

    [Fact]
    public async Task An_encoded_alert_is_looked_at_by_paths()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        await using var consumer = new AlertConsumer(cluster.Options(o => o with { StopAtEnd = true }));
        var ids = new List<long?>();
        await foreach (var message in consumer.ReadEncodedAsync(Stop))
            ids.Add(message.Alert.Open().Long(AvroPlan.For(message.Alert.WriterSchema).Bind("id")));
        Assert.Equal([0, 1, 2], ids);
    }

    [Fact]
    public async Task A_path_that_a_schema_does_not_have_ends_the_stream_and_loses_nothing()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using (var consumer = new AlertConsumer(cluster.Options()))
        {
            var error = await Assert.ThrowsAsync<AlertException>(async () =>
            {
                await foreach (var message in consumer.ReadViewsAsync(["nam"], static (alert, paths) => alert.HasValue(paths[0]), Stop)) Assert.Fail($"{message.Alert}");
            });
            Assert.Equal(AlertErrorKind.Options, error.Kind);
            Assert.Contains("did you mean name?", error.Message, StringComparison.Ordinal);
            Assert.Contains(Cluster.Topic, error.Message, StringComparison.Ordinal);
        }

        await using var next = cluster.Consumer(o => o with { StopAtEnd = true });
        var left = 0;
        await foreach (var message in next.ReadAllAsync(Stop)) left++;
        Assert.Equal(2, left);
    }

    [Fact]
    public async Task An_exception_of_the_programs_function_is_the_programs()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using var consumer = new AlertConsumer(cluster.Options(o => o with { StopAtEnd = true }));
        var kinds = new List<AlertErrorKind?>();
        await foreach (var message in consumer.ReadViewsAsync(["id"], static (alert, paths) => alert.Long(paths[0]) == 0 ? throw new InvalidOperationException("boom") : 1, Stop))
            kinds.Add(message.Error?.Kind);
        Assert.Equal([AlertErrorKind.Program, null], kinds);
    }
}
