using System.Diagnostics;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// How a group of 1, 2 and 4 processes shares a topic: alerts a second, alerts that came twice, and how long the partitions of a member that is killed
/// wait for another.
/// </summary>
internal sealed class ScaleRun(int alerts, int payload, int partitions) : IDisposable
{
    private readonly TestBroker _broker = new(brokers: 1);

    public async Task<int> RunAsync()
    {
        Console.WriteLine($"{alerts} alerts of {payload} bytes in {partitions} partitions, {Environment.ProcessorCount} cores for all processes and the broker");
        Console.WriteLine("members  alerts/s  twice  lost  after a kill: s until all is read  twice");
        var failed = false;
        foreach (var members in (int[])[1, 2, 4]) failed |= !await MeasureAsync(members);
        return failed ? 1 : 0;
    }

    public void Dispose() => _broker.Dispose();

    private async Task<bool> MeasureAsync(int members)
    {
        var topic = $"fink_scale_{members}_{Guid.NewGuid():N}_lsst";
        await _broker.CreateTopicAsync(topic, partitions);
        var ledger = new Ledger();
        var workers = Enumerable.Range(0, members).Select(_ => WorkerProcess.Start(_broker.BootstrapServers, topic, topic, _broker.SessionTimeout, ledger.Note)).ToList();
        try
        {
            await using var replay = new AlertReplay(new AlertReplayOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topic = topic,
                Username = TestBroker.Username,
                Password = TestBroker.Password,
            });
            // Until all have started and share the partitions.
            var warm = partitions * 20;
            await PublishAsync(replay, ledger, 0, warm);
            await AllReadAsync(ledger, warm);
            await Task.Delay(2 * _broker.SessionTimeout);

            var (before, watch) = (ledger.Duplicated, Stopwatch.StartNew());
            await PublishAsync(replay, ledger, warm, alerts);
            await AllReadAsync(ledger, warm + alerts);
            var (rate, twice) = (alerts / watch.Elapsed.TotalSeconds, ledger.Duplicated - before);

            var total = warm + alerts;
            var afterKill = "-";
            if (members > 1)
            {
                before = ledger.Duplicated;
                await workers[^1].KillAsync();
                watch.Restart();
                await PublishAsync(replay, ledger, total, partitions * 20);
                total += partitions * 20;
                await AllReadAsync(ledger, total);
                afterKill = $"{watch.Elapsed.TotalSeconds:0.0}  {ledger.Duplicated - before}";
            }

            Console.WriteLine($"{members,7}  {rate,8:0}  {twice,5}  {total - ledger.Received,4}  {afterKill}");
            return total == ledger.Received;
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.KillAsync();
                worker.Dispose();
            }
        }
    }

    // An embedded broker keeps 5 MB of a partition.
    private async Task PublishAsync(AlertReplay replay, Ledger ledger, int from, int count)
    {
        var ahead = Math.Clamp(3_000_000L * partitions / Math.Max(1, payload), 50, 5000);
        for (var i = 0; i < count; i++)
        {
            while (i % 50 == 0 && from + i - ledger.Received > ahead) await Task.Delay(1);
            await replay.SendAsync(TestAlert.Schema, TestAlert.One(from + i, payload).Encode());
        }

        await replay.FlushAsync();
    }

    private static async Task AllReadAsync(Ledger ledger, long count)
    {
        for (var waited = 0; waited < 6000 && ledger.Received < count; waited++) await Task.Delay(10);
    }
}
