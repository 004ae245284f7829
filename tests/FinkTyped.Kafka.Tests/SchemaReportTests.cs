namespace FinkTyped.Kafka.Tests;

/// <summary>What a consumer says of the schemas that alerts come with.</summary>
public sealed class SchemaReportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schema_that_differs_is_told_once()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));
        var log = new KeptLog();
        var met = new List<SchemaResolvedEventArgs>();
        await using var consumer = new AlertConsumer<MisspeltAlert>(cluster.Options(o => o with { StopAtEnd = true, LoggerFactory = log }));
        consumer.SchemaResolved += (_, e) => met.Add(e);
        var read = 0;
        await foreach (var message in consumer.ReadAllAsync(Stop)) read++;

        Assert.Equal(5, read);
        var said = Assert.Single(log.Lines, line => line.Contains("resolved", StringComparison.Ordinal));
        Assert.Equal($"Warning: The schema of {Cluster.Topic} is not the compiled one, and is resolved to it.\nmissing in the writer: payloud (was payload meant?)\nskipped: payload", said);
        var only = Assert.Single(met);
        Assert.Equal((Cluster.Topic, said[(said.IndexOf('\n', StringComparison.Ordinal) + 1)..]), (only.Topic, only.Report.Summary));
        Assert.Equal(TestAlert.Schema.CanonicalForm, only.WriterSchema.CanonicalForm);
    }

    [Fact]
    public async Task A_query_is_told_too_and_what_is_only_skipped_is_no_warning()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(5));
        var log = new KeptLog();
        await using var consumer = new AlertConsumer<OtherAlert>(cluster.Options(o => o with { StopAtEnd = true, LoggerFactory = log }));
        await foreach (var message in consumer.ReadAllAsync(OtherAlert.Where(a => a.Id > 2).Select(a => a.Id), Stop)) Assert.True(message.Alert > 2);

        var said = Assert.Single(log.Lines, line => line.Contains("resolved", StringComparison.Ordinal));
        Assert.StartsWith("Information: ", said, StringComparison.Ordinal);
        Assert.EndsWith("\nskipped: name, payload", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_compiled_schema_the_log_says_nothing_and_a_handler_that_throws_loses_nothing()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        var log = new KeptLog();
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true, LoggerFactory = log });
        var reports = new List<string>();
        consumer.SchemaResolved += (_, e) => reports.Add(e.Report.Summary);
        consumer.SchemaResolved += (_, _) => throw new InvalidOperationException("no");
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) ids.Add(message.Alert.Id);

        Assert.Equal([0, 1, 2], ids);
        Assert.Equal([""], reports);
        Assert.DoesNotContain(log.Lines, line => line.Contains("resolved to it", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("SchemaResolved failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_schema_that_cannot_be_resolved_is_said_once_as_an_error_and_the_stream_goes_on()
    {
        await using var cluster = new Cluster(partitions: 1);
        var refused = """{"type":"record","name":"a","fields":[{"name":"id","type":"string"}]}"""u8.ToArray();
        await using (var replay = cluster.Replay())
        {
            for (var i = 0; i < 30; i++) await replay.SendAsync(refused, [0], Stop);
            await replay.FlushAsync(Stop);
        }

        await cluster.PublishAsync(TestAlert.Make(2));
        var log = new KeptLog();
        var letters = new List<DeadLetter>();
        var store = DeadLetterStore.From((letter, _) =>
        {
            letters.Add(letter);
            return ValueTask.CompletedTask;
        });
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true, LoggerFactory = log, OnMalformed = OnMalformed.Skip, DeadLetters = store });
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) ids.Add(message.Alert.Id);

        Assert.Equal([0, 1], ids);
        Assert.Equal(30, consumer.PassedOver);
        var said = Assert.Single(log.Lines, line => line.Contains("no branch", StringComparison.Ordinal) || line.Contains("(writer: string; reader: long)", StringComparison.Ordinal));
        Assert.StartsWith($"Error: No alert of {Cluster.Topic} with this schema can be read; each is passed over, and kept as a dead letter while there is room. ", said, StringComparison.Ordinal);
        Assert.Contains("id: ", said, StringComparison.Ordinal);
        Assert.Contains("`fink schema check`", said, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line == $"Warning: Passed over and kept: {Cluster.Topic} [0] @1: its schema cannot be resolved, as was said.");
        // Each letter has the whole reason, for who looks at one of them.
        Assert.Equal(30, letters.Count);
        Assert.All(letters, letter => Assert.Contains("(writer: string; reader: long)", letter.Reason, StringComparison.Ordinal));
    }
}
