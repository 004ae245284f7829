using System.Globalization;
using System.Security.Cryptography;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// Reads until every message of so many has come, and says of each its offset and what its alert is, or an exclamation mark and what is wrong. In a
/// process of its own, since there are answers of a broker that librdkafka does not survive.
/// </summary>
internal static class ReadRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Reads; 1 where a message does not come.</summary>
    public static async Task<int> RunAsync(string bootstrapServers, string topic, int count, bool checksCrcs)
    {
        await using var consumer = new AlertConsumer<TestAlert>(new AlertConsumerOptions
        {
            BootstrapServers = bootstrapServers,
            GroupId = "read",
            Topics = [topic],
            OnMalformed = OnMalformed.Surface,
            CheckCrcs = checksCrcs,
            CommitInterval = TimeSpan.FromMilliseconds(100),
            ConfigureKafka = config =>
            {
                EmbeddedBroker.Configure(config);
                config.FetchWaitMaxMs = 20;
                config.SocketTimeoutMs = 2000;
                config.ReconnectBackoffMaxMs = 200;
            },
        });
        var seen = new HashSet<long>();
        while (seen.Count < count)
        {
            if (await consumer.PollAsync(Patience) is not { } message) return 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{message.Offset} {(message.Error is { } e ? $"! {e.Kind}" : Describe(message.Alert))}"));
            seen.Add(message.Offset);
        }

        return 0;
    }

    /// <summary>What an alert is, in a few words: two that differ are not described alike.</summary>
    public static string Describe(TestAlert alert) => $"{alert.Id} {alert.Name} {Convert.ToHexStringLower(SHA256.HashData(alert.Payload.Span).AsSpan(0, 8))}";
}
