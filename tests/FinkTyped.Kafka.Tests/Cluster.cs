using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka.Tests;

/// <summary>An embedded broker with one topic, and consumers and publishers for it with short timeouts.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Topic = "fink_test_lsst";

    /// <summary>How long a test waits for what must come, however busy the machine is. What comes earlier is not waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Cluster(int brokers = 1, int partitions = 4)
    {
        Broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Brokers = brokers, Partitions = partitions });
        Broker.CreateTopic(Topic);
    }

    public EmbeddedBroker Broker { get; }

    public AlertConsumerOptions Options(Func<AlertConsumerOptions, AlertConsumerOptions>? change = null, Action<ConsumerConfig>? kafka = null)
    {
        var options = new AlertConsumerOptions
        {
            BootstrapServers = Broker.BootstrapServers,
            GroupId = "tests",
            Topics = [Topic],
            CommitInterval = TimeSpan.FromMilliseconds(100),
            // No test should pass because it was passed over what it did not expect.
            OnMalformed = OnMalformed.Surface,
            DeadLetters = null,
            LoggerFactory = TestLog.Factory,
            ConfigureKafka = config =>
            {
                // The broker gives the first member of a rebalance this long, less a second, to wait for the others.
                config.SessionTimeoutMs = 2000;
                config.HeartbeatIntervalMs = 200;
                // The embedded broker does not wake a waiting fetch.
                config.FetchWaitMaxMs = 20;
                kafka?.Invoke(config);
            },
        };
        return change is null ? options : change(options);
    }

    public AlertConsumer<TestAlert> Consumer(Func<AlertConsumerOptions, AlertConsumerOptions>? change = null, Action<ConsumerConfig>? kafka = null) =>
        new(Options(change, kafka));

    public AlertReplay Replay(string topic = Topic, int? partition = null) =>
        new(new AlertReplayOptions { BootstrapServers = Broker.BootstrapServers, Topic = topic, Partition = partition });

    public async Task PublishAsync(IEnumerable<TestAlert> alerts, string topic = Topic, int? partition = null)
    {
        await using var replay = Replay(topic, partition);
        await replay.PublishAsync(alerts, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}

/// <summary>Sends the consumer's log to the output of the running test.</summary>
internal sealed class TestLog : ILoggerFactory, ILogger
{
    public static TestLog Factory { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel}: {formatter(state, exception)} {exception}";
        // Throws when the test has ended and a consumer that it left behind has not yet, which the consumer must bear.
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    public void Dispose()
    {
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
