using System.Diagnostics;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Kafka;
using FinkTyped.Lsst;

namespace FinkTyped.Benchmarks.Consuming;

/// <summary>How long a single LSST alert takes on an idle stream, from the producer to the one who waits for it.</summary>
internal static class ConsumerLatency
{
    private const string Topic = "fink_latency";
    private const int WarmUps = 20;
    private const int Alerts = 300;

    /// <summary>Milliseconds, in ascending order.</summary>
    public static async Task<double[]> MeasureAsync()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, 1);
        var alerts = AlertSet.Plain("lsst");
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = broker.BootstrapServers,
            Topic = Topic,
            ConfigureKafka = static config => config.LingerMs = 0,
        });
        await using var consumer = new AlertConsumer<LsstAlert>(new AlertConsumerOptions
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = "latency",
            Topics = [Topic],
            // A real broker answers a waiting fetch when a message comes; the embedded one only after this time.
            ConfigureKafka = static config => config.FetchWaitMaxMs = 2,
        });
        var times = new List<double>(Alerts);
        for (var i = 0; i < WarmUps + Alerts; i++)
        {
            var reading = consumer.PollAsync(TimeSpan.FromSeconds(30)).AsTask();
            await Task.Delay(Random.Shared.Next(20, 40)).ConfigureAwait(false);
            var start = Stopwatch.GetTimestamp();
            await replay.SendAsync(alerts.Writer, alerts.Datums[i % alerts.Datums.Length]).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            if (i >= WarmUps) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times.Order()];
    }
}
