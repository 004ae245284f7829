using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// The broker of a run: an embedded one, or the one that FINK_TEST_BOOTSTRAP names (<c>host:port</c>, with FINK_TEST_USERNAME and FINK_TEST_PASSWORD where
/// it wants them), where topics are made through the admin client and nothing can be made to go wrong from here.
/// </summary>
internal sealed class TestBroker : IDisposable
{
    // It may just be restarting.
    private const int Attempts = 10;

    public TestBroker(int brokers)
    {
        if (Foreign is { } foreign)
        {
            BootstrapServers = foreign;
            return;
        }

        Embedded = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Brokers = brokers });
        BootstrapServers = Embedded.BootstrapServers;
    }

    /// <summary>The broker that was named; null where none was.</summary>
    public static string? Foreign { get; } = Setting("FINK_TEST_BOOTSTRAP");

    public static string? Username { get; } = Setting("FINK_TEST_USERNAME");

    public static string? Password { get; } = Setting("FINK_TEST_PASSWORD");

    /// <summary>The embedded broker; null where it is another.</summary>
    public EmbeddedBroker? Embedded { get; }

    public string BootstrapServers { get; }

    /// <summary>As short as a server allows: Kafka's own do not take less than 6 s.</summary>
    public int SessionTimeout => Embedded is null ? 6000 : 3000;

    public async Task CreateTopicAsync(string topic, int partitions)
    {
        if (Embedded is not null)
        {
            Embedded.CreateTopic(topic, partitions);
            return;
        }

        var config = new AdminClientConfig { BootstrapServers = BootstrapServers };
        Sasl.Apply(config, Username, Password);
        using var admin = new AdminClientBuilder(config).Build();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 }]);
                return;
            }
            catch (CreateTopicsException e) when (e.Results.All(result => result.Error.Code == ErrorCode.TopicAlreadyExists))
            {
                return;
            }
            catch (KafkaException) when (attempt < Attempts)
            {
                await Task.Delay(1000);
            }
        }
    }

    public void Dispose() => Embedded?.Dispose();

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
