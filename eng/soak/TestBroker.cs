using Confluent.Kafka;
using Confluent.Kafka.Admin;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// The broker of a run: an embedded one, or the one that FINK_TEST_BOOTSTRAP names (<c>host:port</c>, without a password), where topics are made through the
/// admin client and nothing can be made to go wrong from here.
/// </summary>
internal sealed class TestBroker : IDisposable
{
    public TestBroker(int brokers)
    {
        if (Environment.GetEnvironmentVariable("FINK_TEST_BOOTSTRAP") is { Length: > 0 } foreign)
        {
            BootstrapServers = foreign;
            return;
        }

        Embedded = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Brokers = brokers });
        BootstrapServers = Embedded.BootstrapServers;
    }

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

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 }]);
    }

    public void Dispose() => Embedded?.Dispose();
}
