using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace FinkTyped.Kafka.Tests;

/// <summary>
/// What must hold with any Kafka broker: run against the embedded one, or against the one that FINK_TEST_BOOTSTRAP names (<c>host:port</c>, with
/// FINK_TEST_USERNAME and FINK_TEST_PASSWORD where it wants them). Topics are made through the admin client there, and deleted in the end.
/// </summary>
public sealed class AnyBrokerTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private readonly string _topic = $"fink_any_{Guid.NewGuid():N}_lsst";
    private readonly string? _username = Environment.GetEnvironmentVariable("FINK_TEST_USERNAME");
    private readonly string? _password = Environment.GetEnvironmentVariable("FINK_TEST_PASSWORD");
    private EmbeddedBroker? _embedded;
    private string _bootstrap = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FINK_TEST_BOOTSTRAP") is { Length: > 0 } foreign)
        {
            _bootstrap = foreign;
            using var admin = Admin();
            await admin.CreateTopicsAsync([new TopicSpecification { Name = _topic, NumPartitions = 4, ReplicationFactor = 1 }]);
            return;
        }

        _embedded = EmbeddedBroker.Start();
        _embedded.CreateTopic(_topic, 4);
        _bootstrap = _embedded.BootstrapServers;
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
            return;
        }

        using var admin = Admin();
        await admin.DeleteTopicsAsync([_topic]);
    }

    [Fact]
    public async Task Alerts_arrive_once_and_what_was_processed_does_not_come_again()
    {
        await PublishAsync(TestAlert.Make(200));
        await using (var first = Consumer("once"))
        {
            var seen = new List<long>();
            await foreach (var message in first.ReadAllAsync(Stop)) seen.Add(message.Alert.Id);
            Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), seen.Order());
        }

        await PublishAsync(TestAlert.Make(10, from: 200));
        await using var second = Consumer("once");
        var rest = new List<long>();
        await foreach (var message in second.ReadAllAsync(Stop)) rest.Add(message.Alert.Id);
        Assert.Equal(Enumerable.Range(200, 10).Select(i => (long)i), rest.Order());
    }

    [Fact]
    public async Task Malformed_messages_and_impossible_times_are_passed_over_and_kept()
    {
        await PublishAsync(TestAlert.Make(4));
        using (var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig(Client())).Build())
        {
            await producer.ProduceAsync(_topic, new Message<byte[]?, byte[]?> { Key = [1], Value = [2] }, Stop);
            await producer.ProduceAsync(_topic, new Message<byte[]?, byte[]?> { Key = null, Value = null }, Stop);
        }

        var letters = new List<DeadLetter>();
        await using var consumer = Consumer("malformed", o => o with
        {
            DeadLetters = DeadLetterStore.From((letter, _) =>
            {
                letters.Add(letter);
                return ValueTask.CompletedTask;
            }),
        });
        var seen = 0;
        await foreach (var message in consumer.ReadAllAsync(Stop)) seen++;
        Assert.Equal((4, 2), (seen, letters.Count));
    }

    [Fact]
    public async Task Two_members_share_a_topic_and_one_takes_over_from_the_other()
    {
        await using var one = Consumer("shared", o => o with { StopAtEnd = false });
        var other = Consumer("shared", o => o with { StopAtEnd = false });
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<long, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task[] reading = [ReadAsync(one), ReadAsync(other)];
        await PublishAsync(TestAlert.Make(400));
        await UntilAsync(() => seen.Count == 400);
        await other.DisposeAsync();
        await PublishAsync(TestAlert.Make(400, from: 400));
        await UntilAsync(() => seen.Count == 800);
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        async Task ReadAsync(AlertConsumer<TestAlert> consumer)
        {
            try
            {
                await foreach (var message in consumer.ReadAllAsync(stop.Token)) seen.AddOrUpdate(message.Alert.Id, 1, (_, count) => count + 1);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The end.
            }
        }
    }

    [Fact]
    public async Task Positions_are_moved_and_stay_moved()
    {
        await PublishAsync(TestAlert.Make(40));
        await using (var consumer = Consumer("moved", o => o with { StopAtEnd = false }))
        {
            Assert.Equal(40, (await consumer.ConsumeAsync(40, Soon, Stop)).Count);
            Assert.Null(await consumer.PollAsync(TimeSpan.FromMilliseconds(200), Stop));
            await consumer.SeekAsync(StartAt.Earliest, Stop);
            Assert.NotNull(await consumer.PollAsync(Soon, Stop));
        }

        await using var next = Consumer("moved");
        var again = 0;
        await foreach (var message in next.ReadAllAsync(Stop)) again++;
        // What had come of the second pass was not asked beyond; partitions of which nothing had come yet stay where they were.
        Assert.InRange(again, 10, 40);
    }

    private ClientConfig Client()
    {
        var config = new ClientConfig { BootstrapServers = _bootstrap };
        Sasl.Apply(config, _username, _password);
        return config;
    }

    private IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig(Client())).Build();

    private async Task PublishAsync(IEnumerable<TestAlert> alerts)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = _bootstrap, Topic = _topic, Username = _username, Password = _password });
        await replay.PublishAsync(alerts, Stop);
    }

    private AlertConsumer<TestAlert> Consumer(string group, Func<AlertConsumerOptions, AlertConsumerOptions>? change = null)
    {
        var options = new AlertConsumerOptions
        {
            BootstrapServers = _bootstrap,
            GroupId = $"{group}-{_topic}",
            Topics = [_topic],
            Username = _username,
            Password = _password,
            StopAtEnd = true,
            DeadLetters = null,
            CommitInterval = TimeSpan.FromMilliseconds(100),
            LoggerFactory = TestLog.Factory,
            ConfigureKafka = _embedded is null ? null : EmbeddedBroker.Configure,
        };
        return new AlertConsumer<TestAlert>(change is null ? options : change(options));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var end = Environment.TickCount64 + Soon.TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, "it did not happen in time");
            await Task.Delay(50, Stop);
        }
    }
}
