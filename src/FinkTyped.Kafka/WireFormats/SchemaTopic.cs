using System.Diagnostics;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// The topic beside a data transfer that holds its schema: many messages, all with the schema as key. One of them is read, by assigning
/// partitions by hand, without joining a group and without committing.
/// </summary>
internal static class SchemaTopic
{
    private static readonly string[] Prefixes = ["ftransfer_", "fxmatch_"];

    /// <summary>The topic that holds the schema of another.</summary>
    public static string NameFor(string topic) => $"{topic}_schema";

    /// <summary>Whether the schema of a message is to be found there: by the topic's name, or because the key repeats it.</summary>
    public static bool IsNeededFor(string topic, ReadOnlySpan<byte> key)
    {
        foreach (var prefix in Prefixes)
            if (topic.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return key.Length > 0 && System.Text.Ascii.Equals(key, topic);
    }

    /// <summary>The JSON of the schema; null where the topic does not exist, or holds none.</summary>
    /// <param name="kafka">How to reach the servers.</param>
    /// <param name="topic">The topic whose schema is wanted.</param>
    /// <param name="timeout">How long to wait for the servers.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="KafkaException">The servers did not answer.</exception>
    public static byte[]? ReadText(ConsumerConfig kafka, string topic, TimeSpan timeout, CancellationToken stop)
    {
        using var consumer = new ConsumerBuilder<byte[], Ignore>(Settings(kafka)).SetLogHandler((_, _) => { }).Build();
        try
        {
            return FirstKey(consumer, NameFor(topic), timeout, stop);
        }
        finally
        {
            consumer.Close();
        }
    }

    private static byte[]? FirstKey(IConsumer<byte[], Ignore> consumer, string topic, TimeSpan timeout, CancellationToken stop)
    {
        var partitions = Partitions(consumer, topic, timeout);
        if (partitions.Count == 0) return null;
        consumer.Assign(partitions);

        var start = Stopwatch.GetTimestamp();
        for (var ends = 0; ends < partitions.Count;)
        {
            stop.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > timeout) throw new KafkaException(ErrorCode.Local_TimedOut);
            var result = consumer.Consume(TimeSpan.FromMilliseconds(100));
            if (result is null) continue;
            if (result.IsPartitionEOF) ends++;
            else if (result.Message.Key is { Length: > 0 } key) return key;
        }

        return null;
    }

    private static List<TopicPartitionOffset> Partitions(IConsumer<byte[], Ignore> consumer, string topic, TimeSpan timeout)
    {
        // All topics are asked for: asking for one by name could create it.
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var found = admin.GetMetadata(timeout).Topics.Find(t => t.Topic == topic);
        return found is null
            ? []
            : [.. found.Partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning))];
    }

    private static ConsumerConfig Settings(ConsumerConfig kafka) => new(kafka.ToDictionary(pair => pair.Key, pair => pair.Value))
    {
        // Only a name: without a subscription no group is joined.
        GroupId = "finktyped-schema",
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        // One message is wanted, of a thousand.
        QueuedMinMessages = 1,
        QueuedMaxMessagesKbytes = 1024,
        MaxPartitionFetchBytes = 128 << 10,
    };
}
