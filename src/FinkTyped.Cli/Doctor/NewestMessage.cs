using Confluent.Kafka;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Doctor;

/// <summary>Looks at the newest message of some topics, without a group.</summary>
internal static class NewestMessage
{
    /// <summary>When the server received it; null where there is none, or it has no time.</summary>
    public static Task<DateTimeOffset?> TimeAsync(AlertConsumerOptions options, CancellationToken stop) => Task.Run(() => Time(options, stop), stop);

    private static DateTimeOffset? Time(AlertConsumerOptions options, CancellationToken stop)
    {
        var config = new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = "-", EnableAutoCommit = false };
        if (options.Username is not null && options.Password is not null)
            (config.SecurityProtocol, config.SaslMechanism, config.SaslUsername, config.SaslPassword) = (SecurityProtocol.SaslPlaintext, SaslMechanism.ScramSha512, options.Username, options.Password);
        options.ConfigureKafka?.Invoke(config);
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        DateTimeOffset? newest = null;
        foreach (var topic in admin.GetMetadata(options.ConnectTimeout).Topics.Where(topic => options.Topics.Contains(topic.Topic)))
        {
            foreach (var partition in topic.Partitions)
            {
                var at = new TopicPartition(topic.Topic, partition.PartitionId);
                var marks = consumer.QueryWatermarkOffsets(at, options.ConnectTimeout);
                if (marks.High <= marks.Low) continue;
                consumer.Assign(new TopicPartitionOffset(at, marks.High.Value - 1));
                if (consumer.Consume(stop) is { Message.Timestamp: { Type: not TimestampType.NotAvailable } time } && !(newest > time.UtcDateTime)) newest = time.UtcDateTime;
                consumer.Unassign();
            }
        }

        return newest;
    }
}
