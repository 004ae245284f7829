using System.Diagnostics;
using FinkTyped.Kafka;

namespace FinkTyped.Benchmarks.Consuming;

/// <summary>
/// How many alerts a second come out of a consumer. The clock runs from the first alert to the last, so that joining the group is left out.
/// </summary>
internal static class ConsumerRates
{
    /// <summary>Confluent.Kafka, handing out key and value as arrays, nothing decoded.</summary>
    public static double Plain(BrokerOfAlerts broker, bool fetchesAlike = false)
    {
        using var consumer = broker.PlainConsumer(fetchesAlike);
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

    /// <summary>
    /// The consumer with a query that rejects 19 of 20 alerts by an early field, none of which it hands out: counted is what the query sees.
    /// </summary>
    public static async Task<double> RejectingAsync<T>(BrokerOfAlerts broker, Func<Counter, AlertQuery<T, T>> query) where T : class, IAvroRecord<T>
    {
        await using var consumer = new AlertConsumer<T>(broker.Options() with { StopAtEnd = true });
        var counter = new Counter(broker.Set.Count);
        var delivered = 0;
        await foreach (var message in consumer.ReadAllAsync(query(counter)).ConfigureAwait(false))
        {
            if (message.Error is not null) throw message.Error;
            delivered++;
        }

        if (delivered == 0 || delivered > broker.Set.Count / 10) throw new InvalidOperationException($"{delivered} alerts of {broker.Set.Count} were not rejected");
        return counter.Rate;
    }

    private static double Rate(int count, long start) => (count - 1) / Stopwatch.GetElapsedTime(start).TotalSeconds;

    /// <summary>Counts what a query sees, and times it from the first to the last.</summary>
    public sealed class Counter(int total)
    {
        private int _count;
        private long _start;
        private long _end;

        /// <summary>Alerts a second.</summary>
        public double Rate => (total - 1) / Stopwatch.GetElapsedTime(_start, _end).TotalSeconds;

        /// <summary>Called for each alert.</summary>
        public void Count()
        {
            if (_count++ == 0) _start = Stopwatch.GetTimestamp();
            if (_count == total) _end = Stopwatch.GetTimestamp();
        }
    }
}
