using System.Globalization;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// A process that reads alerts and writes the id of each to standard output, one a line, at once: what was written has been processed, however the
/// process ends.
/// </summary>
internal static class Worker
{
    public static async Task<int> RunAsync(string bootstrapServers, string groupId, string topic, int sessionTimeout)
    {
        // Whoever started it may have died without killing it.
        _ = Task.Run(static () =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            Environment.Exit(1);
        });
        await using var output = Console.OpenStandardOutput();
        await using var consumer = new AlertConsumer<TestAlert>(new AlertConsumerOptions
        {
            BootstrapServers = bootstrapServers,
            GroupId = groupId,
            Topics = [topic],
            Username = TestBroker.Username,
            Password = TestBroker.Password,
            CommitInterval = TimeSpan.FromMilliseconds(200),
            DeadLetters = null,
            ConnectTimeout = TimeSpan.FromMinutes(5),
            ConfigureKafka = config =>
            {
                config.SessionTimeoutMs = sessionTimeout;
                config.HeartbeatIntervalMs = 200;
                // As long as a broker may wait for this member when it was killed while it joined.
                config.MaxPollIntervalMs = 2 * sessionTimeout;
                config.FetchWaitMaxMs = 20;
            },
        });

        var line = new byte[32];
        await foreach (var message in consumer.ReadAllAsync())
        {
            message.Alert.Id.TryFormat(line, out var length, provider: CultureInfo.InvariantCulture);
            line[length++] = (byte)'\n';
            output.Write(line.AsSpan(0, length));
        }

        return 0;
    }
}
