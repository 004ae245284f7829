using System.Net;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>The Kafka client's settings for a consumer of alerts.</summary>
internal static class ConsumerSettings
{
    // Where alerts wait for the commit.
    private static readonly TimeSpan CommitAheadInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LookForTopicsInterval = TimeSpan.FromSeconds(5);

    public static ConsumerConfig For(AlertConsumerOptions options)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.BootstrapServers,
            GroupId = options.GroupId,
            ClientId = options.Username is null ? $"finktyped-{Dns.GetHostName()}" : $"finktyped-{options.Username}",

            // What was processed is stored by the consumer and committed by librdkafka's timer.
            EnableAutoOffsetStore = false,
            EnableAutoCommit = true,
            AutoCommitIntervalMs = (int)(options.CommitMode == CommitMode.OnDelivery ? CommitAheadInterval : options.CommitInterval).TotalMilliseconds,
            AutoOffsetReset = options.StartAt.IsLatest ? AutoOffsetReset.Latest : AutoOffsetReset.Earliest,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            EnablePartitionEof = options.StopAtEnd,
            AllowAutoCreateTopics = false,

            // Kafka's default is five minutes, and a topic that has come into being is not read before.
            TopicMetadataRefreshIntervalMs = options.WaitForTopics ? (int)LookForTopicsInterval.TotalMilliseconds : null,
            CheckCrcs = options.CheckCrcs,

            // Headers are never sent by Fink, but others may, and a message that is passed over is kept with all it had.
            ConsumeResultFields = "headers,timestamp,topic",

            // A message is 100 to 400 kB with its key: several to a fetch, and as many ahead as the default 64 MB hold. A fetch of 8 MB is memory
            // that the C library uses again and a cache can hold; the 50 MB that is Kafka's default is mapped and cleared anew each time, which
            // costs more than decoding.
            MaxPartitionFetchBytes = 8 << 20,
            FetchMaxBytes = 8 << 20,
            QueuedMaxMessagesKbytes = 64 << 10,
            FetchWaitMaxMs = 500,
            FetchErrorBackoffMs = 200,
            ReconnectBackoffMaxMs = 5000,
            SocketKeepaliveEnable = true,
        };

        Sasl.Apply(config, options.Username, options.Password);
        options.ConfigureKafka?.Invoke(config);
        config.EnableAutoOffsetStore = false;
        if (options.CommitMode == CommitMode.OnDelivery) config.EnableAutoCommit = true;
        return config;
    }
}
