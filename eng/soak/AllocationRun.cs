using System.Globalization;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// What a consumed message costs of managed memory beyond the alert it holds. In a process of its own, since only the whole process can be measured:
/// the thread that decodes is not the one that reads.
/// </summary>
internal static class AllocationRun
{
    private const int WarmUp = 2000;

    /// <summary>Reads so many alerts and says on standard output how many bytes each took beyond the alert.</summary>
    public static async Task<int> RunAsync(string bootstrapServers, string topic, int count)
    {
        await using var consumer = new AlertConsumer<TestAlert>(new AlertConsumerOptions
        {
            BootstrapServers = bootstrapServers,
            GroupId = "allocations",
            Topics = [topic],
            ConfigureKafka = config => config.FetchWaitMaxMs = 20,
        });
        var (seen, start) = (0, 0L);
        await foreach (var message in consumer.ReadAllAsync())
        {
            if (message.Error is not null) throw message.Error;
            if (++seen == WarmUp) start = GC.GetTotalAllocatedBytes(precise: true);
            if (seen == WarmUp + count) break;
        }

        var each = (GC.GetTotalAllocatedBytes(precise: true) - start) / count;
        var alert = BytesOfAlert();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each - alert} ({each} for a message, {alert} of them for the alert)"));
        return 0;
    }

    private static long BytesOfAlert()
    {
        const int Times = 1000;
        var decoder = AlertDecoder<TestAlert>.For(TestAlert.Schema);
        var datum = TestAlert.One(WarmUp).Encode();
        decoder.Decode(datum);
        var start = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) decoder.Decode(datum);
        return (GC.GetAllocatedBytesForCurrentThread() - start) / Times;
    }
}
