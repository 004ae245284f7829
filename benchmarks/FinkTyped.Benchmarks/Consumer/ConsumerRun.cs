using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Consumer;

/// <summary>
/// How fast alerts come out of a broker: Confluent.Kafka's own loop with byte arrays, the typed consumer, and a query that rejects 95 %, in turn, from the
/// same embedded broker in the same process. Then how long a single alert takes on an idle stream.
/// </summary>
internal static class ConsumerRun
{
    // The embedded broker keeps 5 MB of a partition.
    private const int Partitions = 64;
    private const int Latencies = 300;

    /// <summary>What one pass over the topic took.</summary>
    private readonly record struct Pass(double Seconds, long Messages, long AllocatedBytes, int Gen2)
    {
        public double Rate => Messages / Seconds;

        public double Allocated => (double)AllocatedBytes / Messages;
    }

    public static async Task<int> RunAsync(int rounds, TextWriter output)
    {
        await output.WriteLineAsync("alerts/s in the median of the rounds; bytes allocated and gen-2 collections per pass");
        await MeasureAsync(
            AlertSet.Plain("ztf").Varied(), 2500, rounds, ZtfAlert.Where(a => a.Candidate.Fid == 99 || a.ObjectId.EndsWith("a"u8)).Select(a => a.Candid), output, (ZtfAlert a) => a.Candid);
        await MeasureAsync(
            AlertSet.Plain("lsst").Varied(), 800, rounds, LsstAlert.Where(a => a.DiaSource.DiaSourceId % 20 == 0).Select(a => a.DiaSource.DiaSourceId), output, (LsstAlert a) => a.DiaSource.DiaSourceId);
        await MeasureLatencyAsync(output);
        return 0;
    }

    private static async Task MeasureAsync<T>(
        AlertSet alerts, int count, int rounds, AlertQuery<long> query, TextWriter output, Func<T, long> id) where T : class, IAvroRecord<T>
    {
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(alerts.Survey, Partitions);
        await using (var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = alerts.Survey }))
            await replay.PublishAsync(alerts.Writer, Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<byte>)alerts.Datums[i % alerts.Datums.Length]));

        var passes = new Dictionary<string, List<Pass>>();
        long sum = 0;
        for (var round = -1; round < rounds; round++)
        {
            Note("Confluent.Kafka byte[]", Plain(Config(broker, alerts.Survey, $"plain {round}"), count));
            Note("typed", await TypedAsync<T, T>(Options(broker, alerts.Survey, $"typed {round}"), count, c => c.ReadAllAsync(), a => sum += id(a)));
            Note("query", await TypedAsync<T, long>(Options(broker, alerts.Survey, $"query {round}"), count, c => c.ReadAllAsync(query), a => sum += a));

            void Note(string name, Pass pass)
            {
                // The first round warms up.
                if (round >= 0) (passes.TryGetValue(name, out var list) ? list : passes[name] = []).Add(pass);
            }
        }

        var plain = Median(passes["Confluent.Kafka byte[]"].Select(p => p.Rate));
        await output.WriteLineAsync($"{alerts.Survey}: {count} messages, {alerts.MeanBytes / 1000:0} kB each and a key of {alerts.Writer.ToString().Length / 1000} kB");
        foreach (var (name, list) in passes)
        {
            var rate = Median(list.Select(p => p.Rate));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-22} {rate,8:0} alerts/s  {rate / plain,5:0.00} × plain   {Median(list.Select(p => p.Allocated)) / 1000,7:0.0} kB/alert   gen 2: {list.Sum(p => p.Gen2)}"));
        }
    }

    private static Pass Plain(ConsumerConfig config, int count)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(config.ClientId);
        var meter = new PassMeter();
        long bytes = 0;
        for (var seen = 0; seen < count; seen++)
        {
            var result = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException();
            bytes += result.Message.Value.Length + result.Message.Key.Length;
            if (seen == 0) meter.Start();
        }

        var pass = meter.Stop(count - 1);
        consumer.Close();
        return pass;
    }

    private static async Task<Pass> TypedAsync<T, TResult>(
        AlertConsumerOptions options, int count, Func<AlertConsumer<T>, IAsyncEnumerable<AlertMessage<TResult>>> read, Action<TResult> use)
        where T : class, IAvroRecord<T>
    {
        await using var consumer = new AlertConsumer<T>(options with { StopAtEnd = true });
        var meter = new PassMeter();
        var started = false;
        await foreach (var message in read(consumer))
        {
            use(message.Alert);
            if (!started) meter.Start();
            started = true;
        }

        return meter.Stop(count - 1);
    }

    private static async Task MeasureLatencyAsync(TextWriter output)
    {
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("latency", 1);
        var alerts = AlertSet.Plain("lsst");
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = broker.BootstrapServers,
            Topic = "latency",
            ConfigureKafka = config => config.LingerMs = 0,
        });
        await using var consumer = new AlertConsumer<LsstAlert>(Options(broker, "latency", "latency"));
        var times = new List<double>();
        for (var i = 0; i < Latencies; i++)
        {
            var reading = consumer.PollAsync(TimeSpan.FromSeconds(30)).AsTask();
            await Task.Delay(Random.Shared.Next(20, 40));
            var start = Stopwatch.GetTimestamp();
            await replay.SendAsync(alerts.Writer, alerts.Datums[i % alerts.Datums.Length]);
            await reading;
            if (i > 20) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"idle stream, one LSST alert from producer to await foreach: median {times[times.Count / 2]:0.0} ms, 90 % {times[times.Count * 9 / 10]:0.0} ms"));
    }

    private static AlertConsumerOptions Options(EmbeddedBroker broker, string topic, string group) => new()
    {
        BootstrapServers = broker.BootstrapServers,
        GroupId = group,
        Topics = [topic],
        // A real broker answers a waiting fetch when a message comes; the embedded one only after this time.
        ConfigureKafka = config => config.FetchWaitMaxMs = 2,
    };

    // The settings of the typed consumer, so that only what is done with a message differs.
    private static ConsumerConfig Config(EmbeddedBroker broker, string topic, string group) => new()
    {
        BootstrapServers = broker.BootstrapServers,
        GroupId = group,
        ClientId = topic,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        MaxPartitionFetchBytes = 8 << 20,
        QueuedMaxMessagesKbytes = 64 << 10,
        FetchWaitMaxMs = 2,
    };

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Clock and counters of one pass.</summary>
    private sealed class PassMeter
    {
        private long _start;
        private long _bytes;
        private int _gen2;

        public void Start()
        {
            _gen2 = GC.CollectionCount(2);
            _bytes = GC.GetTotalAllocatedBytes();
            _start = Stopwatch.GetTimestamp();
        }

        public Pass Stop(long messages) => new(
            Stopwatch.GetElapsedTime(_start).TotalSeconds, messages, GC.GetTotalAllocatedBytes() - _bytes, GC.CollectionCount(2) - _gen2);
    }
}
