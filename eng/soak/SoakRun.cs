using System.Collections.Concurrent;
using System.Diagnostics;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// Alerts flow for minutes or hours while brokers go down, leaders and coordinators move, requests fail, consumers come and go, and processes
/// are killed. Counts what was produced, received, duplicated and lost; lost must be 0, and memory must stay flat.
/// </summary>
/// <param name="isCalm">Whether nothing goes wrong and alerts flow as fast as they can: for looking at memory.</param>
/// <param name="partitions">How many partitions the topic has.</param>
/// <param name="rate">How many messages a second are published at most.</param>
internal sealed class SoakRun(bool isCalm, int partitions, int rate) : IDisposable
{
    private static readonly string Topic = $"fink_soak_{Guid.NewGuid():N}_lsst";
    private static readonly string Group = Topic;

    // The embedded broker keeps 5 MB of a partition: the publisher must not run ahead of the readers further than that.
    private const int MaxOutstanding = 20_000;

    private readonly TestBroker _broker = new(brokers: 3);
    private readonly Ledger _ledger = new();
    private readonly MemoryWatch _memory = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopFaults = new();
    private readonly ConcurrentDictionary<int, AlertConsumer<TestAlert>> _reading = [];
    private long _produced;
    private long _malformed;
    private int _kills;
    private int _faults;
    private int _consumers;
    private int _thrown;
    private volatile string _lastFault = "";

    /// <summary>Runs for a time, or, where that is null, until so many alerts were published.</summary>
    public async Task<int> RunAsync(TimeSpan? time, long alerts = long.MaxValue)
    {
        Console.WriteLine("  time   produced   received duplicated outstanding malformed faults kills consumers  heap MB  RSS MB threads  last fault");
        await _broker.CreateTopicAsync(Topic, partitions);
        _broker.Embedded?.SetCoordinator(Group, 1);
        var watch = Stopwatch.StartNew();
        using var stopPublishing = new CancellationTokenSource(time ?? Timeout.InfiniteTimeSpan);
        // What goes wrong with another broker is made there.
        Task[] disturbing = isCalm ? [] : _broker.Embedded is { } embedded ? [DisturbAsync(embedded), KillAsync()] : [KillAsync()];
        Task[] reading = [.. Enumerable.Range(0, 3).Select(ReadForEverAsync)];
        var publishing = PublishAsync(alerts, stopPublishing.Token);

        var failed = false;
        while (!publishing.IsCompleted && !failed)
        {
            await Task.WhenAny(publishing, Task.Delay(TimeSpan.FromSeconds(10)));
            Report(watch.Elapsed);
            failed = disturbing.Concat(reading).Any(task => task.IsFaulted);
        }

        await _stopFaults.CancelAsync();
        await Task.WhenAll(disturbing);
        foreach (var broker in _broker.Embedded?.BrokerIds ?? []) _broker.Embedded!.SetRoundTrip(broker, TimeSpan.Zero);
        await publishing;

        for (var waited = 0; waited < 120 && _ledger.Received < _produced; waited++) await Task.Delay(1000);
        if (_ledger.Received < _produced) await TellConsumersAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(reading);
        Report(watch.Elapsed);

        var lost = _produced - _ledger.Received;
        Console.WriteLine($"produced {_produced}, received {_ledger.Received}, duplicated {_ledger.Duplicated}, lost {lost}, "
            + $"malformed passed over {_malformed}, faults {_faults}, handlers thrown {_thrown}, processes killed {_kills}, consumers {_consumers}");
        var isFlat = _memory.IsFlat(out var verdict);
        Console.WriteLine(verdict);
        if (lost > 0) Console.WriteLine($"the first lost: {_ledger.FirstMissing}");
        return lost == 0 && isFlat ? 0 : 1;
    }

    public void Dispose()
    {
        _broker.Dispose();
        _stop.Dispose();
        _stopFaults.Dispose();
    }

    private void Report(TimeSpan elapsed)
    {
        var (heap, resident) = _memory.Sample();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            $@"{elapsed:hh\:mm\:ss} {_produced,9} {_ledger.Received,10} {_ledger.Duplicated,10} {_produced - _ledger.Received,11} {_malformed,9} "
            + $"{_faults,6} {_kills,5} {_consumers,9} {heap,8:0.0} {resident,7:0} {process.Threads.Count,7}  {_lastFault}");
    }

    private async Task PublishAsync(long alertsToPublish, CancellationToken stop)
    {
        var options = new AlertReplayOptions
        {
            BootstrapServers = _broker.BootstrapServers,
            Topic = Topic,
            Username = TestBroker.Username,
            Password = TestBroker.Password,
        };
        await using var replay = new AlertReplay(isCalm ? options : options with { Rate = rate });
        while (!stop.IsCancellationRequested && _produced < alertsToPublish)
        {
            while (_produced - _ledger.Received > MaxOutstanding && !stop.IsCancellationRequested) await Task.Delay(50, CancellationToken.None);
            var alerts = TestAlert.Make(100, (int)_produced, payload: 300);
            await replay.PublishAsync(alerts, CancellationToken.None);
            Interlocked.Add(ref _produced, 100);

            // One in twenty: garbage as key, garbage as value, an empty value, none at all.
            await replay.SendAsync("garbage"u8.ToArray(), [1, 2, 3], CancellationToken.None);
            await replay.SendAsync(TestAlert.Schema, new byte[] { 255, 255, 255 }, CancellationToken.None);
            await replay.SendAsync(TestAlert.Schema, Array.Empty<byte>(), CancellationToken.None);
            await replay.SendAsync(null, null, CancellationToken.None);
            await replay.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads for a while, leaves, and comes back as a new consumer.</summary>
    private async Task ReadForEverAsync(int number)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            // The first stays: alerts must always flow.
            if (number > 0 && !isCalm) leave.CancelAfter(TimeSpan.FromSeconds(Random.Shared.Next(5, 60)));
            Interlocked.Increment(ref _consumers);
            await using var consumer = new AlertConsumer<TestAlert>(Options(number == 2 ? CommitMode.Manual : CommitMode.OnNext));
            _reading[number] = consumer;
            try
            {
                while (true)
                {
                    try
                    {
                        if (number == 2) await ReadInParallelAsync(consumer, leave.Token);
                        else await ReadInTurnAsync(consumer, leave.Token);
                    }
                    catch (HandlerException)
                    {
                        // The loop was left by an exception; the alert in hand comes again.
                        Interlocked.Increment(ref _thrown);
                    }
                }
            }
            catch (OperationCanceledException) when (leave.IsCancellationRequested)
            {
                // Left the group; others go on.
            }
        }
    }

    private async Task ReadInTurnAsync(AlertConsumer<TestAlert> consumer, CancellationToken stop)
    {
        await foreach (var message in consumer.ReadAllAsync(stop))
        {
            if (Skip(message)) continue;
            // Now and then longer than the poll interval.
            if (!isCalm && Random.Shared.Next(50_000) == 0) await Task.Delay(TimeSpan.FromSeconds(8), stop);
            if (!isCalm && Random.Shared.Next(5_000) == 0) throw new HandlerException();
            _ledger.Note(message.Alert.Id);
        }
    }

    private async Task ReadInParallelAsync(AlertConsumer<TestAlert> consumer, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop };
        await Parallel.ForEachAsync(consumer.ReadAllAsync(stop), options, async (message, _) =>
        {
            if (!Skip(message))
            {
                if (!isCalm) await Task.Delay(Random.Shared.Next(3), CancellationToken.None);
                _ledger.Note(message.Alert.Id);
            }

            message.Complete();
        });
    }

    /// <summary>What those who should have read everything say of themselves.</summary>
    private async Task TellConsumersAsync()
    {
        foreach (var (number, consumer) in _reading)
        {
            try
            {
                Console.WriteLine($"consumer {number}: {await consumer.GetStatusAsync().WaitAsync(TimeSpan.FromSeconds(20))}");
            }
            catch (Exception e) when (e is TimeoutException or AlertException or ObjectDisposedException)
            {
                Console.WriteLine($"consumer {number} does not say how it stands: {e.Message}");
            }
        }
    }

    private bool Skip(AlertMessage<TestAlert> message)
    {
        if (message.Error is null) return false;
        Interlocked.Increment(ref _malformed);
        return true;
    }

    private AlertConsumerOptions Options(CommitMode mode) => new()
    {
        BootstrapServers = _broker.BootstrapServers,
        GroupId = Group,
        Topics = [Topic],
        Username = TestBroker.Username,
        Password = TestBroker.Password,
        CommitMode = mode,
        CommitInterval = TimeSpan.FromMilliseconds(200),
        OnMalformed = OnMalformed.Surface,
        // A broker that is restarted may have much to read before it answers.
        ConnectTimeout = TimeSpan.FromMinutes(5),
        ConfigureKafka = config =>
        {
            config.SessionTimeoutMs = _broker.SessionTimeout;
            config.HeartbeatIntervalMs = 300;
            config.MaxPollIntervalMs = 2 * _broker.SessionTimeout;
            config.FetchWaitMaxMs = 50;
        },
    };

    private async Task KillAsync()
    {
        while (!_stopFaults.IsCancellationRequested)
        {
            using var worker = WorkerProcess.Start(_broker.BootstrapServers, Group, Topic, _broker.SessionTimeout, _ledger.Note);
            await PauseAsync(5, 30);
            await worker.KillAsync();
            _kills++;
        }
    }

    private sealed class HandlerException : Exception;

    private async Task DisturbAsync(EmbeddedBroker broker)
    {
        while (!_stopFaults.IsCancellationRequested)
        {
            await PauseAsync(2, 10);
            _faults++;
            await Faults.HappenAsync(broker, Topic, partitions, Group, fault => _lastFault = fault);
        }
    }

    private async Task PauseAsync(int least, int most)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(least, most)), _stopFaults.Token);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
