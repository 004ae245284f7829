using System.Diagnostics;
using FinkTyped.Kafka;

namespace FinkTyped.Benchmarks.Consuming;

/// <summary>
/// How many alerts a second come out of a consumer. The clock runs from the first alert to the last, so that joining the group is left out.
/// </summary>
internal static class ConsumerRates
{
    /// <summary>Confluent.Kafka, handing out key and value as arrays, nothing decoded.</summary>
    public static double Plain(BrokerOfAlerts broker)
    {
        using var consumer = broker.PlainConsumer();
        var (count, start, bytes) = (0, 0L, 0L);
        while (count < broker.Set.Count)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(30)) is not { } result) throw new TimeoutException("no alert came for 30 s");
            if (count++ == 0) start = Stopwatch.GetTimestamp();
            bytes += result.Message.Value.Length;
        }

        var rate = Rate(count, start);
        consumer.Close();
        return rate;
    }

    /// <summary>The typed consumer, every alert a record.</summary>
    public static async Task<double> TypedAsync<T>(BrokerOfAlerts broker) where T : class, IAvroRecord<T>
    {
        await using var consumer = new AlertConsumer<T>(broker.Options());
        var (count, start) = (0, 0L);
        await foreach (var message in consumer.ReadAllAsync().ConfigureAwait(false))
        {
            if (count++ == 0) start = Stopwatch.GetTimestamp();
            if (message.Error is not null) throw message.Error;
            if (count == broker.Set.Count) break;
        }

        return Rate(count, start);
    }

    private static double Rate(int count, long start) => (count - 1) / Stopwatch.GetElapsedTime(start).TotalSeconds;
}
