using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>
/// Alerts with consecutive ids flow from a publisher through the broker to consumers while a fault happens; counts which ids arrived and how
/// often. Lost must be 0.
/// </summary>
internal sealed class FaultRun(int brokers = 3, int partitions = 6) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, int> _received = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Task> _readers = [];
    private int _malformed;

    public Cluster Cluster { get; } = new(brokers, partitions);

    public EmbeddedBroker Broker => Cluster.Broker;

    public int Received => _received.Count;

    public int Duplicated => _received.Values.Sum(times => times - 1);

    public int Malformed => _malformed;

    /// <summary>The key of the alerts published.</summary>
    public byte[] SchemaKey => Encoding.UTF8.GetBytes(TestAlert.Schema.ToString());

    /// <summary>Whether a reader whose handler throws goes on with the same consumer.</summary>
    public bool Restart { get; init; }

    public Func<AlertConsumerOptions, AlertConsumerOptions>? Options { get; init; }

    public Action<ConsumerConfig>? Kafka { get; init; }

    /// <summary>For one reader of which nothing may come twice: a machine that stands still for some seconds does not end its session.</summary>
    public static void KeepSession(ConsumerConfig config) => config.SessionTimeoutMs = 20_000;

    /// <summary>What a reader does with each alert; it counts as received when this has returned.</summary>
    public Func<TestAlert, Task> Handler { get; init; } = _ => Task.CompletedTask;

    /// <summary>Starts a consumer that reads until it is told to stop.</summary>
    public CancellationTokenSource StartReader(Func<AlertConsumerOptions, AlertConsumerOptions>? options = null)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _readers.Add(Task.Run(() => ReadAsync(options ?? Options, stop.Token)));
        return stop;
    }

    /// <summary>Publishes alerts at a steady rate while the fault goes on.</summary>
    public async Task PublishAsync(int count, double rate, Func<Task>? fault = null, int from = 0)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = Broker.BootstrapServers,
            Topic = Cluster.Topic,
            Rate = rate,
        });
        var publishing = replay.PublishAsync(TestAlert.Make(count, from), _stop.Token);
        if (fault is not null) await fault();
        await publishing;
    }

    /// <summary>Publishes alerts at a steady rate until a fault is over; tells how many.</summary>
    public async Task<int> PublishWhileAsync(double rate, Func<Task> fault)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = Broker.BootstrapServers,
            Topic = Cluster.Topic,
            Rate = rate,
        });
        var over = fault();
        var count = 0;
        while (!over.IsCompleted) await replay.SendAsync(TestAlert.Schema, TestAlert.One(count++).Encode(), _stop.Token);
        await over;
        await replay.FlushAsync(_stop.Token);
        return count;
    }

    /// <summary>Waits until all alerts have been received: each fault that the group still has before it takes some seconds, more on a busy machine.</summary>
    public async Task ExpectAsync(int count, int seconds = 120)
    {
        var watch = Stopwatch.StartNew();
        while (Received < count && watch.Elapsed.TotalSeconds < seconds)
        {
            await Task.Delay(20, _stop.Token);
            // A reader ends only when it fails.
            if (_readers.Find(r => r.IsFaulted) is { } failed) await failed;
        }

        // What is delivered twice comes a little later.
        await Task.Delay(200, _stop.Token);
        Report(count);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), _received.Keys.Order());
    }

    public void Report(int produced) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"produced {produced}, received {Received}, duplicated {Duplicated}, lost {produced - Received}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_readers).WaitAsync(Cluster.Patience);
        await Cluster.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Notes an alert that was received elsewhere.</summary>
    public void Note(long id) => _received.AddOrUpdate(id, 1, (_, times) => times + 1);

    /// <summary>Waits until so many more were received.</summary>
    public async Task ReceivedMoreAsync(int count)
    {
        var enough = Received + count;
        while (Received < enough) await Task.Delay(1, _stop.Token);
    }

    private async Task ReadAsync(Func<AlertConsumerOptions, AlertConsumerOptions>? options, CancellationToken stop)
    {
        await using var consumer = Cluster.Consumer(options, Kafka);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in consumer.ReadAllAsync(stop)) await HandleAsync(message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Told to stop.
            }
            catch (InvalidOperationException) when (Restart)
            {
                // The handler; the alert in hand comes again.
            }
        }
    }

    private async Task HandleAsync(AlertMessage<TestAlert> message)
    {
        if (message.Error is not null)
        {
            Interlocked.Increment(ref _malformed);
            return;
        }

        await Handler(message.Alert);
        Note(message.Alert.Id);
    }
}
