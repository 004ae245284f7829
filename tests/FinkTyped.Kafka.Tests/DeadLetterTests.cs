using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

public sealed class DeadLetterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("letters");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_plain_loop_passes_over_and_keeps_unless_told_otherwise()
    {
        var options = new AlertConsumerOptions { BootstrapServers = "-", GroupId = "-", Topics = ["-"] };
        Assert.Equal(OnMalformed.Skip, options.OnMalformed);
        Assert.Same(DeadLetterStore.Default, options.DeadLetters);
        Assert.True(Path.IsPathFullyQualified(DeadLetterStore.DefaultPath));
    }

    [Fact]
    public async Task The_plain_loop_outlives_every_malformed_message_and_keeps_them_all()
    {
        await using var cluster = new Cluster(partitions: 1);
        var malformed = await PublishMalformedAsync(cluster);
        await cluster.PublishAsync(TestAlert.Make(3));

        // A program that is started again and again meets none of them twice.
        for (var run = 0; run < 2; run++)
        {
            await using var consumer = Consumer(cluster, DeadLetterStore.Folder(_folder.FullName));
            var seen = new List<long>();
            await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
            Assert.Equal(run == 0 ? [0, 1, 2] : [], seen);
            Assert.Equal(run == 0 ? malformed.Count : 0, consumer.PassedOver);
        }

        var letters = Letters();
        Assert.Equal(malformed.Count, letters.Count);
        for (var i = 0; i < malformed.Count; i++)
        {
            Assert.Equal((Cluster.Topic, 0, i, "tests"), (letters[i].Topic, letters[i].Partition, letters[i].Offset, letters[i].Group));
            Assert.Equal(malformed[i].Key, letters[i].Key?.ToArray());
            Assert.Equal(malformed[i].Value, letters[i].Value?.ToArray());
            Assert.Equal(malformed[i].Headers ?? [], letters[i].Headers.Select(h => (h.Name, h.Value?.ToArray())));
            Assert.StartsWith($"{Cluster.Topic} [0] @{i}: ", letters[i].Reason, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["Malformed", "Malformed", "NoSchema", "NoSchema", "Schema", "Schema", "Malformed", "Malformed"], letters.Select(letter => letter.Kind));
    }

    [Fact]
    public async Task Letters_are_published_again_as_they_were()
    {
        await using var cluster = new Cluster(partitions: 1);
        var malformed = await PublishMalformedAsync(cluster);
        await using (var consumer = Consumer(cluster, DeadLetterStore.Folder(_folder.FullName)))
            await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail($"{message.Alert.Id}");

        cluster.Broker.CreateTopic("again", 1);
        await using (var replay = cluster.Replay("again"))
            await replay.PublishAsync(AlertFile.ReadDatums(_folder.FullName), Stop);
        await using var again = cluster.Consumer(o => o with { Topics = ["again"], StopAtEnd = true, OnMalformed = OnMalformed.Surface });
        var seen = new List<string>();
        await foreach (var message in again.ReadAllAsync(Stop)) seen.Add(Text(message.RawKey.ToArray(), message.RawValue.ToArray()));
        Assert.Equal(malformed.Select(m => Text(m.Key ?? [], m.Value ?? [])).Order(), seen.Order());

        static string Text(byte[] key, byte[] value) => $"{Convert.ToHexString(key)} {Convert.ToHexString(value)}";
    }

    [Fact]
    public async Task Letters_can_go_to_a_topic()
    {
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.CreateTopic("letters", 1);
        var malformed = await PublishMalformedAsync(cluster);
        var store = DeadLetterStore.Topic(new AlertReplayOptions { BootstrapServers = cluster.Broker.BootstrapServers, Topic = "letters" });
        await using (var consumer = Consumer(cluster, store))
        {
            await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail($"{message.Alert.Id}");
            Assert.Equal(malformed.Count, consumer.PassedOver);
        }

        using var reader = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = cluster.Broker.BootstrapServers, GroupId = "-" }).Build();
        reader.Assign(new TopicPartitionOffset("letters", 0, Offset.Beginning));
        for (var i = 0; i < malformed.Count; i++)
        {
            var letter = reader.Consume(Stop).Message;
            Assert.Equal(malformed[i].Key, letter.Key);
            Assert.Equal(malformed[i].Value, letter.Value);
            Assert.Equal($"{i}", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("fink.dead-letter.offset")));
            Assert.Equal(Cluster.Topic, Encoding.UTF8.GetString(letter.Headers.GetLastBytes("fink.dead-letter.topic")));
            Assert.Contains($"@{i}: ", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("fink.dead-letter.reason")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_that_fails_or_is_full_ends_nothing_and_is_said()
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishMalformedAsync(cluster);
        await cluster.PublishAsync(TestAlert.Make(1));
        DeadLetterStore[] stores =
        [
            DeadLetterStore.Folder(_folder.FullName, maxBytes: 1),
            DeadLetterStore.From((_, _) => throw new InvalidOperationException("no pigeon")),
            DeadLetterStore.Folder(Path.Combine(typeof(DeadLetterTests).Assembly.Location, "below a file")),
        ];
        foreach (var store in stores)
        {
            var log = new KeptLog();
            await using var consumer = Consumer(cluster, store, o => o with { GroupId = $"{Array.IndexOf(stores, store)}", LoggerFactory = log });
            var seen = new List<long>();
            await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
            Assert.Equal([0], seen);
            Assert.Equal(8, log.Lines.Count(line => line.Contains("NOT kept", StringComparison.Ordinal)));
        }

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task A_full_folder_takes_what_is_small_enough_and_what_it_has_and_looks_again_later()
    {
        var store = DeadLetterStore.Folder(_folder.FullName, maxBytes: 6000);
        await store.KeepAsync(Letter(0, 3000), Stop);
        for (var i = 1; i < 20; i++) await Assert.ThrowsAsync<IOException>(async () => await store.KeepAsync(Letter(i, 3000), Stop));
        await store.KeepAsync(Letter(20, 1), Stop);
        await store.KeepAsync(Letter(0, 2900), Stop);
        Assert.Equal(["0", "20"], _folder.GetFiles().Select(file => file.Name.Split('-')[^1].Split('.')[0]).Order());
        File.Delete(_folder.GetFiles("*-0.avro").Single().FullName);
        var start = Environment.TickCount64;
        var isKept = false;
        while (!isKept && Environment.TickCount64 - start < 60_000)
        {
            await Task.Delay(50, Stop);
            try
            {
                await store.KeepAsync(Letter(21, 2000), Stop);
                isKept = true;
            }
            catch (IOException)
            {
            }
        }

        Assert.True(isKept, "room was made and not seen");

        static DeadLetter Letter(long offset, int length) => new()
        {
            Topic = "t",
            Partition = 0,
            Offset = offset,
            Group = "g",
            Kind = nameof(AlertErrorKind.Malformed),
            Reason = "no",
            Value = new byte[length],
            Headers = [],
        };
    }

    [Fact]
    public async Task An_exception_of_the_query_is_the_programs_and_loses_nothing()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        var failing = TestAlert.Where(a => a.Id == 1 ? throw new InvalidOperationException("my own") : true).Select(a => a.Id);
        await using (var consumer = Consumer(cluster, DeadLetterStore.Folder(_folder.FullName)))
        {
            var seen = new List<long>();
            await foreach (var message in consumer.ReadAllAsync(failing, Stop)) seen.Add(message.Alert);
            Assert.Equal([0, 2], seen);
        }

        var letter = Assert.Single(Letters());
        Assert.Equal((1, nameof(AlertErrorKind.Program)), (letter.Offset, letter.Kind));
        Assert.Contains("the program's query threw InvalidOperationException: my own", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(TestAlert.One(1).Encode(), letter.Value?.ToArray());
        await cluster.PublishAsync(TestAlert.Make(1, from: 3));
        await using var next = Consumer(cluster, null);
        await foreach (var message in next.ReadAllAsync(Stop)) Assert.Equal(3, message.Alert.Id);
    }

    [Fact]
    public async Task A_duplicate_id_that_throws_hides_no_alert()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync([.. TestAlert.Make(4), .. TestAlert.Make(1)]);
        var log = new KeptLog();
        await using var consumer = new AlertConsumer<TestAlert>(cluster.Options(o => o with { StopAtEnd = true, LoggerFactory = log }))
        {
            DuplicateId = a => a.Id == 2 ? throw new InvalidOperationException("my own") : a.Id,
        };
        var seen = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
        Assert.Equal([0, 1, 2, 3], seen);
        Assert.Single(log.Lines, line => line.Contains("@2: ", StringComparison.Ordinal) && line.Contains("my own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fields_of_a_message_that_make_no_sense_end_nothing()
    {
        await using var cluster = new Cluster(partitions: 1);
        using (var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = cluster.Broker.BootstrapServers }).Build())
        {
            // Microseconds where milliseconds belong, and others that are no time.
            long[] times = [DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000, long.MaxValue, long.MinValue + 1, -1, 1, 253_402_300_799_999];
            foreach (var (time, i) in times.Select((time, i) => (time, i)))
            {
                await producer.ProduceAsync(Cluster.Topic, new Message<byte[], byte[]>
                {
                    Key = Encoding.UTF8.GetBytes(TestAlert.Schema.ToString()),
                    Value = TestAlert.One(i).Encode(),
                    Timestamp = new Timestamp(time, TimestampType.CreateTime),
                    Headers = [new Header("", null), new Header("\u0001\ud83d\ude80", [0xFF]), new Header(new string('x', 5000), new byte[10_000])],
                }, Stop);
            }
        }

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true });
        var seen = new List<AlertMessage<TestAlert>>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen.Add(message);
        Assert.Equal([0, 1, 2, 3, 4, 5], seen.Select(m => m.Alert.Id));
        Assert.Equal([null, null], seen.Take(2).Select(m => m.Timestamp));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMilliseconds(1), seen[4].Timestamp);
        Assert.Equal(9999, seen[5].Timestamp!.Value.Year);
    }

    [Fact]
    public async Task A_schema_that_cannot_be_resolved_names_the_topic_and_what_it_means()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync("""{"type":"record","name":"a","fields":[{"name":"id","type":"string"}]}"""u8.ToArray(), [0], Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true, OnMalformed = OnMalformed.Surface });
        var error = (await consumer.PollAsync(Cluster.Patience, Stop))!.Error!;
        Assert.StartsWith($"{Cluster.Topic} [0] @0: every alert of this writer will fail: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fink_test_lsst", "fink_test_lsst")]
    [InlineData("a.b-C_9", "a.b-C_9")]
    [InlineData("../x", "%2E.%2Fx")]
    [InlineData("..", "%2E.")]
    [InlineData("a/b\\c:d\n\0é", "a%2Fb%5Cc%3Ad%0A%00%C3%A9")]
    [InlineData("", "")]
    public void A_topic_is_a_name_for_a_file(string topic, string name) => Assert.Equal(name, AlertTopic.FileName(topic));

    [Fact]
    public async Task A_topic_of_a_hostile_server_stays_in_the_folder()
    {
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.CreateTopic("../x", 1);
        await using (var replay = cluster.Replay("../x"))
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.FlushAsync(Stop);
        }

        var folder = _folder.CreateSubdirectory("a/b");
        await using var consumer = Consumer(cluster, DeadLetterStore.Folder(folder.FullName), o => o with { Topics = ["^[.][.]/.*"] });
        await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail($"{message.Offset}");

        Assert.Equal([Path.Combine(folder.FullName, "%2E.%2Fx-0-0.avro")], _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName));
    }

    [Fact]
    public void Long_topics_stay_apart_as_files()
    {
        var names = new[] { new string('/', 249), new string('/', 248), new string('a', 249), new string('a', 248) + "b" }.Select(AlertTopic.FileName).ToList();
        Assert.All(names, name => Assert.InRange(name.Length, 1, 190));
        Assert.Equal(4, names.Distinct().Count());
    }

    private static AlertConsumer<TestAlert> Consumer(
        Cluster cluster, DeadLetterStore? letters, Func<AlertConsumerOptions, AlertConsumerOptions>? change = null) => cluster.Consumer(o =>
    {
        o = o with { StopAtEnd = true, DeadLetters = letters, OnMalformed = OnMalformed.Skip };
        return change is null ? o : change(o);
    });

    private List<DeadLetter> Letters() => [.. AlertFile.Read<DeadLetter>(_folder.FullName).OrderBy(letter => letter.Offset)];

    /// <summary>Publishes messages that no consumer can decode.</summary>
    private static async Task<List<(byte[]? Key, byte[]? Value, (string, byte[]?)[]? Headers)>> PublishMalformedAsync(Cluster cluster)
    {
        var schema = Encoding.UTF8.GetBytes(TestAlert.Schema.ToString());
        List<(byte[]? Key, byte[]? Value, (string, byte[]?)[]? Headers)> messages =
        [
            (schema, [1, 2, 3], [("trace", [1, 2]), ("", null)]),
            (schema, [.. TestAlert.One(1).Encode(), 0], null),
            ("no schema"u8.ToArray(), [0], null),
            (null, [0], null),
            ("{\"type\": 1}"u8.ToArray(), [0], null),
            ("""{"type":"record","name":"a","fields":[{"name":"id","type":"string"}]}"""u8.ToArray(), [0], null),
            (null, null, null),
            ([], [], null),
        ];
        await using var replay = cluster.Replay();
        foreach (var (key, value, headers) in messages)
        {
            var message = new Message<byte[]?, byte[]?> { Key = key, Value = value, Headers = [] };
            foreach (var (name, content) in headers ?? []) message.Headers.Add(name, content);
            await replay.SendAsync(message, Stop);
        }

        await replay.FlushAsync(Stop);
        return messages;
    }
}
