using Confluent.Kafka;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Kafka;

namespace FinkTyped.Benchmarks.Consuming;

/// <summary>An embedded broker with a topic full of alerts, keyed by their whole schema as Fink's are, that is read again and again.</summary>
internal sealed class BrokerOfAlerts : IDisposable
{
    private const string Topic = "fink_benchmark";
    private const int MaxPartitionBytes = 4_000_000;

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private int _groups;

    private BrokerOfAlerts(AlertSet set, int count) => Set = (set, count);

    /// <summary>The alerts, and how many of them were published.</summary>
    public (AlertSet Alerts, int Count) Set { get; }

    public static async Task<BrokerOfAlerts> StartAsync(AlertSet set, int count)
    {
        var broker = new BrokerOfAlerts(set, count);
        var key = SchemaKeys.Of(set.Writer);
        // The embedded broker keeps the last 5 MB of a partition.
        var partitions = (int)(count * (set.MeanBytes + key.Length) / MaxPartitionBytes) + 1;
        broker._broker.CreateTopic(Topic, partitions);
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker._broker.BootstrapServers, Topic = Topic });
        for (var i = 0; i < count; i++) await replay.SendAsync(key, set.Datums[i % set.Datums.Length]).ConfigureAwait(false);
        await replay.FlushAsync().ConfigureAwait(false);
        return broker;
    }

    /// <summary>Options of a consumer that reads all of it.</summary>
    public AlertConsumerOptions Options() => new()
    {
        BootstrapServers = _broker.BootstrapServers,
        GroupId = NewGroup(),
        Topics = [Topic],
        // A waiting fetch is not woken by the embedded broker.
        ConfigureKafka = static config => config.FetchWaitMaxMs = 20,
    };

    /// <summary>A plain consumer of all of it, as Confluent.Kafka makes one by default; or with the fetches of an <c>AlertConsumer</c>.</summary>
    public IConsumer<byte[], byte[]> PlainConsumer(bool fetchesAlike)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _broker.BootstrapServers,
            GroupId = NewGroup(),
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 20,
        };
        if (fetchesAlike)
        {
            config.FetchMaxBytes = 8 << 20;
            config.MaxPartitionFetchBytes = 8 << 20;
        }

        var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(Topic);
        return consumer;
    }

    public void Dispose() => _broker.Dispose();

    private string NewGroup() => $"group-{++_groups}";
}
