using System.Diagnostics.Metrics;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

// What is measured of the loop while somebody listens.
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan LagInterval = TimeSpan.FromSeconds(1);

    private volatile AssignedPartition[] _measured = [];
    private long _lastLag;

    public string GroupId => _options.GroupId;

    /// <summary>How many messages of each partition were not read when it was last looked at. Thread-safe.</summary>
    public IEnumerable<Measurement<long>> MeasureLag()
    {
        foreach (var partition in _measured)
            if (partition is { End: >= 0, Position: >= 0 })
                yield return new Measurement<long>(Math.Max(0, partition.End - partition.Position), AlertTelemetry.Tags(GroupId, partition.Topic, partition.Partition));
    }

    private void LookAtLag(long now)
    {
        if (!AlertTelemetry.Lag.Enabled || now - _lastLag < LagInterval.TotalMilliseconds) return;
        _lastLag = now;
        foreach (var (key, partition) in _assigned) partition.End = EndOf(key);
        _measured = [.. _assigned.Values];
    }

    /// <summary>
    /// The offset after a partition's last message, as the last fetch brought it along; -1 where it is not known. It does no harm not to know it.
    /// </summary>
    internal long EndOf(TopicPartition partition)
    {
        try
        {
            var marks = Watermarks is { } ask ? ask(partition) : Consumer.GetWatermarkOffsets(partition);
            return marks.High is { IsSpecial: false } end ? end.Value : -1;
        }
        catch (KafkaException)
        {
            return -1;
        }
    }

    /// <summary>Asked instead of the client; for tests, which make it fail.</summary>
    internal Func<TopicPartition, WatermarkOffsets>? Watermarks { get; set; }

    private void Count(Counter<long> counter, AssignedPartition partition) =>
        AlertTelemetry.Count(counter, GroupId, partition.Topic, partition.Partition);
}
