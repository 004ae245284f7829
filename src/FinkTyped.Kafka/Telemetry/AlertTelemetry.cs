using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FinkTyped.Kafka;

/// <summary>
/// What consumers measure: a meter and a source of activities, both called <c>FinkTyped.Kafka</c>, with the names of OpenTelemetry's messaging
/// conventions where there are any. Without a listener nothing is measured.
/// </summary>
/// <remarks>
/// Counters: <c>messaging.client.consumed.messages</c>, <c>fink.consumer.malformed</c> (of these <c>fink.consumer.skipped</c> were passed over,
/// and of those <c>fink.consumer.not_kept</c> could not be kept as dead letters),
/// <c>fink.consumer.rejected</c> (by a query), <c>fink.consumer.duplicates</c>, <c>fink.consumer.pauses</c>; for the process <c>fink.layouts.misses</c>
/// and <c>fink.layouts.learned</c> (see <see cref="LayoutStatistics"/>). Gauges: <c>fink.consumer.buffered.messages</c>,
/// <c>fink.consumer.buffered.bytes</c>, <c>fink.consumer.lag</c> (messages of a partition not read yet), <c>fink.consumer.schemas</c>. Activities:
/// <c>process TOPIC</c>, started by <see cref="AlertMessage.StartActivity"/>.
/// </remarks>
public static class AlertTelemetry
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "FinkTyped.Kafka";

    private const string Messages = "{message}";

    private static readonly Meter Meter = new(Name);
    private static readonly ConcurrentDictionary<ConsumerLoop, bool> Running = new();

    internal static readonly ActivitySource Activities = new(Name);

    internal static readonly Counter<long> Consumed = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", Messages, "Messages read from Kafka.");

    internal static readonly Counter<long> Malformed = Meter.CreateCounter<long>(
        "fink.consumer.malformed", Messages, "Messages that could not be decoded.");

    internal static readonly Counter<long> Skipped = Meter.CreateCounter<long>(
        "fink.consumer.skipped", Messages, "Malformed messages that were passed over.");

    internal static readonly Counter<long> NotKept = Meter.CreateCounter<long>(
        "fink.consumer.not_kept", Messages, "Messages that were passed over and could not be kept as dead letters.");

    internal static readonly Counter<long> Rejected = Meter.CreateCounter<long>(
        "fink.consumer.rejected", Messages, "Messages that a query did not want.");

    internal static readonly Counter<long> Duplicates = Meter.CreateCounter<long>(
        "fink.consumer.duplicates", Messages, "Alerts passed over because another message had held them.");

    internal static readonly Counter<long> Pauses = Meter.CreateCounter<long>(
        "fink.consumer.pauses", "{pause}", "Times that partitions were paused for a slow reader.");

    internal static readonly ObservableGauge<long> Lag = Meter.CreateObservableGauge(
        "fink.consumer.lag", () => Running.Keys.SelectMany(loop => loop.MeasureLag()), Messages, "Messages of a partition that were not read yet.");

    static AlertTelemetry()
    {
        Meter.CreateObservableGauge(
            "fink.consumer.buffered.messages", () => Measure(loop => loop.Buffer.Messages), Messages, "Decoded messages that wait for the reader.");
        Meter.CreateObservableGauge(
            "fink.consumer.buffered.bytes", () => Measure(loop => loop.Buffer.Bytes), "By", "Bytes, as encoded, of the messages that wait.");
        Meter.CreateObservableCounter(
            "fink.layouts.misses", () => LayoutStatistics.Misses, "{record}", "Records of alerts whose shape was not known, and that were walked over.");
        Meter.CreateObservableCounter("fink.layouts.learned", () => LayoutStatistics.Learned, "{layout}", "Shapes of records that were learned.");
        Meter.CreateObservableGauge(
            "fink.consumer.schemas", () => Measure(loop => loop.SchemasParsed), "{schema}", "Writer schemas that were parsed.");
    }

    internal static void Add(ConsumerLoop loop) => Running.TryAdd(loop, true);

    internal static void Remove(ConsumerLoop loop) => Running.TryRemove(loop, out _);

    /// <summary>Counts a message, where somebody listens.</summary>
    internal static void Count(Counter<long> counter, string groupId, string topic, int partition)
    {
        if (counter.Enabled) counter.Add(1, Tags(groupId, topic, partition));
    }

    internal static TagList Tags(string groupId, string topic, int partition) =>
    [
        new("messaging.system", "kafka"),
        new("messaging.operation.name", "poll"),
        new("messaging.consumer.group.name", groupId),
        new("messaging.destination.name", topic),
        new("messaging.destination.partition.id", partition),
    ];

    private static IEnumerable<Measurement<long>> Measure(Func<ConsumerLoop, long> value) => Running.Keys.Select(loop =>
        new Measurement<long>(value(loop), new("messaging.system", "kafka"), new("messaging.consumer.group.name", loop.GroupId)));
}
