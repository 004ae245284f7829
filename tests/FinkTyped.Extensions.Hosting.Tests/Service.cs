using System.Collections.Concurrent;
using FinkTyped.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Extensions.Hosting.Tests;

/// <summary>An embedded broker with one topic, and hosts with a consumer of it.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string Topic = "fink_test_lsst";
    public const string Group = "tests";

    public Service(int partitions = 1)
    {
        Broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = partitions });
        Broker.CreateTopic(Topic);
    }

    public EmbeddedBroker Broker { get; }

    public async Task PublishAsync(IEnumerable<TestAlert> alerts)
    {
        await using var replay = Replay();
        await replay.PublishAsync(alerts, TestContext.Current.CancellationToken);
    }

    public AlertReplay Replay() => new(new AlertReplayOptions { BootstrapServers = Broker.BootstrapServers, Topic = Topic });

    /// <summary>A host with a consumer of the topic.</summary>
    public IHost Host(Probe probe, Action<AlertServiceOptions<TestAlert>>? change = null) => Host<ProbeHandler>(probe, change);

    public IHost Host<THandler>(Probe probe, Action<AlertServiceOptions<TestAlert>>? change = null) where THandler : class, IAlertHandler<TestAlert>
    {
        var builder = Builder(probe);
        builder.Services.AddAlertConsumer<TestAlert, THandler>(options =>
        {
            Configure(options);
            change?.Invoke(options);
        });
        return builder.Build();
    }

    public void Configure(AlertServiceOptions<TestAlert> options)
    {
        options.BootstrapServers = Broker.BootstrapServers;
        options.GroupId = Group;
        options.Topics = [Topic];
        options.CommitInterval = TimeSpan.FromMilliseconds(100);
        options.OnMalformed = OnMalformed.Surface;
        options.DeadLetters = null;
        options.RetryDelay = options.RestartDelay = TimeSpan.FromMilliseconds(20);
        // The embedded broker gives the first member of a group this long to wait for others, and does not wake a waiting fetch.
        options.Kafka["session.timeout.ms"] = "2000";
        options.Kafka["heartbeat.interval.ms"] = "200";
        options.Kafka["fetch.wait.max.ms"] = "20";
    }

    public static HostApplicationBuilder Builder(Probe probe)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(probe.Log);
        builder.Services.AddSingleton(probe);
        builder.Services.AddHealthChecks().AddCheck<AlertConsumerHealthCheck<TestAlert, ProbeHandler>>("alerts");
        return builder;
    }

    /// <summary>The ids of the alerts that the group has not processed, in order.</summary>
    public async Task<List<long>> LeftAsync()
    {
        await using var consumer = new AlertConsumer<TestAlert>(new AlertConsumerOptions
        {
            BootstrapServers = Broker.BootstrapServers,
            GroupId = Group,
            Topics = [Topic],
            StopAtEnd = true,
            DeadLetters = null,
            ConfigureKafka = kafka =>
            {
                kafka.SessionTimeoutMs = 2000;
                kafka.HeartbeatIntervalMs = 200;
                kafka.FetchWaitMaxMs = 20;
            },
        });
        var ids = new List<long>();
        await foreach (var message in consumer.ReadAllAsync(TestContext.Current.CancellationToken)) ids.Add(message.Alert.Id);
        ids.Sort();
        return ids;
    }

    public static async Task<HealthReportEntry> HealthAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return Assert.Single(report.Entries).Value;
    }

    /// <summary>Waits until the health is as expected.</summary>
    public static Task<HealthReportEntry> HealthBecomesAsync(IHost host, HealthStatus status) => HealthBecomesAsync(host, entry => entry.Status == status);

    /// <summary>Waits until the health is as expected.</summary>
    public static async Task<HealthReportEntry> HealthBecomesAsync(IHost host, Func<HealthReportEntry, bool> isSo)
    {
        HealthReportEntry entry = default;
        await Until.TrueAsync(async () => isSo(entry = await HealthAsync(host)), () => $"{entry.Status}: {entry.Description}");
        return entry;
    }

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}

/// <summary>What a test's handlers do, and what they saw.</summary>
internal sealed class Probe
{
    /// <summary>What is done with an alert, before it counts as handled.</summary>
    public Func<AlertMessage<TestAlert>, CancellationToken, Task>? OnAlert { get; init; }

    /// <summary>The ids of the alerts whose handling was begun.</summary>
    public ConcurrentQueue<long> Begun { get; } = new();

    /// <summary>The ids of the alerts that were handled.</summary>
    public ConcurrentQueue<long> Handled { get; } = new();

    /// <summary>The ids of the alerts of each batch that was begun.</summary>
    public ConcurrentQueue<long[]> Batches { get; } = new();

    public ConcurrentQueue<AlertException> Malformed { get; } = new();

    public ConcurrentDictionary<object, bool> Handlers { get; } = new(ReferenceEqualityComparer.Instance);

    public TestLog Log { get; } = new();

    public Task HandledAsync(int count) => Until.TrueAsync(() => Task.FromResult(Handled.Count >= count), () => $"{Handled.Count} of {count}");

    public Task BegunAsync(int count) => Until.TrueAsync(() => Task.FromResult(Begun.Count >= count), () => $"{Begun.Count} of {count}");
}

internal sealed class ProbeHandler(Probe probe) : IAlertHandler<TestAlert>
{
    public async Task HandleAsync(AlertMessage<TestAlert> message, CancellationToken cancellationToken)
    {
        probe.Handlers[this] = true;
        probe.Begun.Enqueue(message.Alert.Id);
        if (probe.OnAlert is { } action) await action(message, cancellationToken);
        probe.Handled.Enqueue(message.Alert.Id);
    }

    public Task HandleMalformedAsync(AlertMessage<TestAlert> message, CancellationToken cancellationToken)
    {
        probe.Malformed.Enqueue(message.Error!);
        return Task.CompletedTask;
    }
}

internal sealed class BatchProbeHandler(Probe probe) : IAlertBatchHandler<TestAlert>
{
    public async Task HandleAsync(IReadOnlyList<AlertMessage<TestAlert>> messages, CancellationToken cancellationToken)
    {
        probe.Batches.Enqueue([.. messages.Select(message => message.Alert.Id)]);
        foreach (var message in messages)
            if (probe.OnAlert is { } action) await action(message, cancellationToken);
        foreach (var message in messages) probe.Handled.Enqueue(message.Alert.Id);
    }

    public Task HandleMalformedAsync(AlertMessage<TestAlert> message, CancellationToken cancellationToken)
    {
        probe.Malformed.Enqueue(message.Error!);
        return Task.CompletedTask;
    }
}

internal static class Until
{
    /// <summary>How long a test waits for what must come, however busy the machine is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> state)
    {
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > end) Assert.Fail($"It did not happen within {Patience}: {state()}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
