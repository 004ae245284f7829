using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka.Tests;

/// <summary>librdkafka leaves a partition alone whose committed offset it could not fetch. The consumer must not.</summary>
public sealed class StuckPartitionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ErrorCode.UnknownTopicOrPart)]
    [InlineData(ErrorCode.Unknown)]
    [InlineData(ErrorCode.GroupAuthorizationFailed)]
    public async Task Committed_offsets_cannot_be_fetched_for_now(ErrorCode error)
    {
        await using var run = new FaultRun(brokers: 1) { Kafka = FaultRun.KeepSession };
        run.Broker.FailNext(KafkaRequest.OffsetFetch, error, error);
        run.StartReader();
        await run.PublishAsync(100, rate: 1000);
        await run.ExpectAsync(100);
        Assert.Equal(0, run.Duplicated);
    }

    [Theory]
    [InlineData(PartitionAssignmentStrategy.CooperativeSticky)]
    [InlineData(PartitionAssignmentStrategy.Range)]
    public async Task A_partition_does_not_exist_while_its_offset_is_fetched(PartitionAssignmentStrategy strategy)
    {
        await using var run = new FaultRun(brokers: 1, partitions: 2)
        {
            Kafka = c => c.PartitionAssignmentStrategy = strategy,
        };
        // The broker answers one request after the other: between the assignment and the fetch of the offsets the topic goes.
        using var log = new LogEvents((text, count) =>
        {
            if (text.StartsWith("Assigned 2", StringComparison.Ordinal) && count == 1) run.Broker.DeleteTopic(Cluster.Topic);
            if (text.Contains("Failed to fetch committed offset for", StringComparison.Ordinal) && count == 1) run.Broker.CreateTopic(Cluster.Topic, 2);
        });
        var seen = log.Seen("Failed to fetch committed offset for");
        run.StartReader(o => o with { LoggerFactory = log });
        await seen.WaitAsync(Cluster.Patience, Stop);
        await run.PublishAsync(100, rate: 1000);
        await run.ExpectAsync(100);
        Assert.Equal(0, run.Duplicated);
    }

    /// <summary>Calls back with each line of the log, while the line is written, and how often its first word was seen.</summary>
    private sealed class LogEvents(Action<string, int> onLine) : ILoggerFactory, ILogger
    {
        private readonly Dictionary<string, int> _counts = [];
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile string? _awaited;

        public Task Seen(string text)
        {
            _awaited = text;
            return _seen.Task;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            TestLog.Factory.Log(logLevel, eventId, state, exception, formatter);
            int count;
            lock (_counts)
            {
                var key = eventId.Name + text.Split(':')[0];
                _counts[key] = count = _counts.GetValueOrDefault(key) + 1;
            }

            onLine(text, count);
            if (_awaited is { } awaited && text.Contains(awaited, StringComparison.Ordinal)) _seen.TrySetResult();
        }

        public void Dispose()
        {
        }
    }
}
