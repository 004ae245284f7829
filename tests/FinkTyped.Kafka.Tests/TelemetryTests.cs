using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FinkTyped.Kafka.Tests;

public sealed class TelemetryTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_is_counted()
    {
        const string Group = "telemetry";
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = Listen(Group, (name, value) => counts.AddOrUpdate(name, value, (_, sum) => sum + value));
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync([.. TestAlert.Make(10), .. TestAlert.Make(3)]);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync([1], [2], Stop);
            await replay.FlushAsync(Stop);
        }

        await using (var consumer = new AlertConsumer<TestAlert>(cluster.Options(o => o with { GroupId = Group, OnMalformed = OnMalformed.Skip, StopAtEnd = true })) { DuplicateId = a => a.Id })
            Assert.Equal(10, (await consumer.ConsumeAsync(11, Soon, Stop)).Count);
        Assert.Equal(14, counts["messaging.client.consumed.messages"]);
        Assert.Equal(1, counts["fink.consumer.malformed"]);
        Assert.Equal(1, counts["fink.consumer.skipped"]);
        Assert.Equal(3, counts["fink.consumer.duplicates"]);
    }

    [Fact]
    public async Task What_a_query_rejects_is_counted()
    {
        const string Group = "telemetry of queries";
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = Listen(Group, (name, value) => counts.AddOrUpdate(name, value, (_, sum) => sum + value));
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(10));
        await using var consumer = cluster.Consumer(o => o with { GroupId = Group, StopAtEnd = true });
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Where(a => a.Id < 4).Select(a => a.Id), Stop)) message.Complete();
        Assert.Equal(6, counts["fink.consumer.rejected"]);
    }

    [Fact]
    public async Task Buffer_and_lag_are_gauged()
    {
        const string Group = "telemetry of gauges";
        var gauges = new ConcurrentDictionary<string, long>();
        using var listener = Listen(Group, (name, value) => gauges[name] = value);
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(100));
        await using var consumer = cluster.Consumer(o => o with { GroupId = Group, MaxBufferedMessages = 10 });
        await consumer.PollAsync(Soon, Stop);
        var polled = 0;
        for (var end = Environment.TickCount64 + Soon.TotalMilliseconds; Environment.TickCount64 < end;)
        {
            await Task.Delay(50, Stop);
            // While the buffer is full nobody looks at the lag. Some are left.
            if (polled < 60 && await consumer.PollAsync(TimeSpan.Zero, Stop) is not null) polled++;
            listener.RecordObservableInstruments();
            if (gauges.GetValueOrDefault("fink.consumer.lag") is > 0 and <= 90 && gauges.GetValueOrDefault("fink.consumer.buffered.messages") > 0) break;
        }

        Assert.InRange(gauges["fink.consumer.buffered.messages"], 1, 10);
        Assert.InRange(gauges["fink.consumer.buffered.bytes"], 100, 10_000);
        Assert.InRange(gauges["fink.consumer.lag"], 1, 90);
        Assert.Equal(1, gauges["fink.consumer.schemas"]);
        Assert.InRange(gauges["fink.layouts.learned"], 0, LayoutStatistics.Learned);
        Assert.InRange(gauges["fink.layouts.misses"], 0, LayoutStatistics.Misses);
    }

    [Fact]
    public async Task The_end_of_a_partition_that_the_client_does_not_know_is_unknown_and_nothing_else()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(2));
        await using var consumer = cluster.Consumer();
        await consumer.PollAsync(Soon, Stop);

        Assert.Equal(2, consumer.Loop.EndOf(new Confluent.Kafka.TopicPartition(Cluster.Topic, 0)));
        Assert.Equal(-1, consumer.Loop.EndOf(new Confluent.Kafka.TopicPartition("no-such-topic", 7)));
        consumer.Loop.Watermarks = _ => throw new Confluent.Kafka.KafkaException(Confluent.Kafka.ErrorCode.Local_UnknownPartition);
        Assert.Equal(0, (await consumer.GetStatusAsync(Stop)).Lag);
        Assert.NotNull(await consumer.PollAsync(Soon, Stop));
    }

    [Fact]
    public async Task Processing_a_message_is_an_activity()
    {
        var activities = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AlertTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(1));
        await using var consumer = cluster.Consumer();
        var message = await consumer.PollAsync(Soon, Stop);
        using (message!.StartActivity())
        {
        }

        var activity = Assert.Single(activities, a => a.DisplayName == $"process {Cluster.Topic}");
        Assert.Equal(ActivityKind.Consumer, activity.Kind);
        Assert.Equal("0", activity.GetTagItem("messaging.destination.partition.id"));
    }

    private static MeterListener Listen(string group, Action<string, long> onMeasured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == AlertTelemetry.Name) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Of the process, not of a consumer.
            if (tags.IsEmpty) onMeasured(instrument.Name, value);
            foreach (var tag in tags)
                if (tag.Key == "messaging.consumer.group.name" && Equals(tag.Value, group)) onMeasured(instrument.Name, value);
        });
        listener.Start();
        return listener;
    }
}
