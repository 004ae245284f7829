using System.Globalization;

namespace FinkTyped.Kafka.Tests;

/// <summary>Readers are slow, come and go while alerts flow. None may be lost.</summary>
public sealed class ReaderFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consumers_join_and_leave()
    {
        await using var run = new FaultRun(brokers: 1);
        run.StartReader();
        await run.PublishAsync(3000, rate: 400, async () =>
        {
            await Task.Delay(500, Stop);
            using var second = run.StartReader();
            await Task.Delay(1500, Stop);
            using var third = run.StartReader();
            await Task.Delay(2500, Stop);
            await second.CancelAsync();
            await Task.Delay(1500, Stop);
            await third.CancelAsync();
        });
        await run.ExpectAsync(3000);
    }

    [Fact]
    public async Task A_reader_is_ten_times_slower_than_the_publisher()
    {
        await using var run = new FaultRun(brokers: 1)
        {
            Options = o => o with { MaxBufferedMessages = 16 },
            Kafka = FaultRun.KeepSession,
            Handler = _ => Task.Delay(10, Stop),
        };
        run.StartReader();
        await run.PublishAsync(500, rate: 1000);
        await run.ExpectAsync(500);
        Assert.Equal(0, run.Duplicated);
    }

    [Fact]
    public async Task A_reader_sleeps_past_the_poll_interval()
    {
        await using var run = new FaultRun(brokers: 1)
        {
            Options = o => o with { MaxBufferedMessages = 16 },
            Kafka = c => (c.SessionTimeoutMs, c.MaxPollIntervalMs) = (4000, 4000),
            Handler = alert => Task.Delay(alert.Id is 100 or 200 ? 8000 : 0, Stop),
        };
        run.StartReader();
        await run.PublishAsync(500, rate: 1000);
        await run.ExpectAsync(500);
        Assert.Equal(0, run.Duplicated);
    }

    [Fact]
    public async Task Partitions_leave_while_they_are_paused_and_come_back()
    {
        await using var run = new FaultRun(brokers: 1);
        await using var sleeper = run.Cluster.Consumer(o => o with { MaxBufferedMessages = 16 }, c => c.MaxPollIntervalMs = 2000);
        await run.PublishAsync(300, rate: 10_000);
        run.Note((await sleeper.PollAsync(Cluster.Patience, Stop))!.Alert.Id);

        // Long enough to be paused; then another consumer takes half of the partitions, and the sleeper wakes up meanwhile.
        await Task.Delay(1000, Stop);
        await using (var guest = run.Cluster.Consumer())
        {
            await foreach (var message in guest.ReadAllAsync(Stop))
            {
                run.Note(message.Alert.Id);
                if (run.Received == 100) break;
            }

            // More than was decoded: so nothing is paused any more.
            for (var i = 0; i < 50; i++) run.Note((await sleeper.PollAsync(Cluster.Patience, Stop))!.Alert.Id);
        }

        while ((await sleeper.GetStatusAsync(Stop)).Partitions < 6) await Task.Delay(50, Stop);
        await run.PublishAsync(300, rate: 10_000, from: 300);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Cluster.Patience);
        await foreach (var message in sleeper.ReadAllAsync(patience.Token))
        {
            run.Note(message.Alert.Id);
            if (run.Received == 600) break;
        }

        await run.ExpectAsync(600, seconds: 5);
    }

    [Fact]
    public async Task A_reader_that_has_come_to_the_end_costs_no_processor_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processor time of threads is looked up in /proc");
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(10));
        await using var consumer = cluster.Consumer(o => o with { GroupId = "idle", StopAtEnd = true });
        Assert.Equal(10, (await consumer.ConsumeAsync(11, Cluster.Patience, Stop)).Count);
        await Task.Delay(200, Stop);
        var before = TicksOf("alerts of idle");
        await Task.Delay(2000, Stop);
        // Hundredths of a second.
        Assert.InRange(TicksOf("alerts of idle") - before, 0, 40);
    }

    [Fact]
    public async Task Consumers_join_and_leave_with_delivery_at_most_once()
    {
        await using var run = new FaultRun(brokers: 1) { Options = o => o with { CommitMode = CommitMode.OnDelivery } };
        run.StartReader();
        await run.PublishAsync(1500, rate: 400, async () =>
        {
            await Task.Delay(500, Stop);
            using var second = run.StartReader();
            await Task.Delay(2000, Stop);
            await second.CancelAsync();
        });
        await run.ExpectAsync(1500);
        Assert.Equal(0, run.Duplicated);
    }

    [Fact]
    public async Task A_handler_throws_on_every_fiftieth_alert()
    {
        var thrown = new HashSet<long>();
        await using var run = new FaultRun(brokers: 1, partitions: 2)
        {
            Restart = true,
            Kafka = FaultRun.KeepSession,
            Handler = alert => alert.Id % 50 == 49 && thrown.Add(alert.Id) ? throw new InvalidOperationException("the handler") : Task.CompletedTask,
        };
        run.StartReader();
        await run.PublishAsync(1000, rate: 1000);
        await run.ExpectAsync(1000);
        Assert.Equal(20, thrown.Count);
        Assert.Equal(0, run.Duplicated);
    }

    [Fact]
    public async Task A_process_is_killed_twenty_times()
    {
        await using var run = new FaultRun(brokers: 1, partitions: 2);
        var produced = await run.PublishWhileAsync(rate: 200, async () =>
        {
            for (var kill = 0; kill < 20; kill++)
            {
                using var worker = WorkerProcess.Start(run.Broker.BootstrapServers, "tests", Cluster.Topic, sessionTimeout: 1200, run.Note);
                await run.ReceivedMoreAsync(1);
                await Task.Delay(Random.Shared.Next(0, 500), Stop);
                await worker.KillAsync();
            }
        });
        run.StartReader();
        await run.ExpectAsync(produced);
    }

    [Fact]
    public async Task One_message_in_twenty_is_malformed()
    {
        await using var run = new FaultRun(brokers: 1, partitions: 2) { Kafka = FaultRun.KeepSession };
        run.StartReader();
        byte[]?[] keys = ["garbage"u8.ToArray(), [], null, "{\"type\": \"record\"}"u8.ToArray(), run.SchemaKey];
        byte[]?[] values = [[1], [], null];
        await using var replay = run.Cluster.Replay();
        var malformed = 0;
        for (var i = 0; i < 1000; i++)
        {
            await replay.SendAsync(TestAlert.Schema, TestAlert.One(i).Encode(), Stop);
            if (i % 20 == 0) await replay.SendAsync(keys[i / 20 % keys.Length], values[i / 20 % values.Length], Stop);
            if (i % 20 == 0) malformed++;
        }

        await replay.FlushAsync(Stop);
        await run.ExpectAsync(1000);
        Assert.Equal(malformed, run.Malformed);
        Assert.Equal(0, run.Duplicated);
    }

    private static long TicksOf(string thread)
    {
        var task = Directory.GetDirectories("/proc/self/task").Single(task => NameOf(task) == thread);
        var fields = File.ReadAllText(Path.Combine(task, "stat")).Split(") ")[1].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // A thread of another test, which has just ended.
            return null;
        }
    }
}
