using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>
/// Makes consumers and disposes each at a random moment, while it joins, reads, seeks or waits, from several threads at once. In a process of its
/// own, so that a crash is seen as its exit code, and threads left over are its own.
/// </summary>
internal static class DisposalRun
{
    private const int AtATime = 8;

    /// <summary>Disposes so many consumers; 1 where a thread is left over, with what was left on standard output.</summary>
    public static async Task<int> RunAsync(string bootstrapServers, string topic, int count)
    {
        var random = new Random(5);
        var disposed = 0;
        while (disposed < count)
        {
            await Task.WhenAll(Enumerable.Range(0, AtATime).Select(kind =>
                DisposeAtSomeMomentAsync(Options(bootstrapServers, topic, $"group {disposed} {kind}", kind), random.Next(0, 300), kind)));
            disposed += AtATime;
        }

        // The last of a thread's life is the system's.
        for (var waited = 0; waited < 1200 && ThreadsLeft().Count > 0; waited++) await Task.Delay(100);
        var left = ThreadsLeft();
        Console.WriteLine($"disposed {disposed}, threads left {left.Count} {string.Join(", ", left)}");
        return left.Count == 0 ? 0 : 1;
    }

    private static AlertConsumerOptions Options(string bootstrapServers, string topic, string group, int kind) => new()
    {
        BootstrapServers = bootstrapServers,
        GroupId = group,
        Topics = [topic],
        StartAt = StartAt.Earliest,
        MaxBufferedMessages = 8 + kind * 20,
        CommitMode = (CommitMode)(kind % 3),
        ConfigureKafka = config => config.FetchWaitMaxMs = 20,
    };

    private static async Task DisposeAtSomeMomentAsync(AlertConsumerOptions options, int delay, int kind)
    {
        var consumer = new AlertConsumer<TestAlert>(options);
        var reading = Task.Run(() => ReadAsync(consumer, kind));
        await Task.Delay(delay);
        if (kind % 2 == 0) await Task.WhenAll(consumer.DisposeAsync().AsTask(), consumer.DisposeAsync().AsTask());
        else await Task.WhenAll(Task.Run(consumer.Dispose), Task.Run(consumer.Dispose));
        await reading.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task ReadAsync(AlertConsumer<TestAlert> consumer, int kind)
    {
        try
        {
            if (kind < 3)
                await foreach (var message in consumer.ReadAllAsync()) await Task.Delay(kind);
            else if (kind < 5)
                await foreach (var batch in consumer.ReadBatchesAsync(7, TimeSpan.FromMilliseconds(5))) await Task.Yield();
            else if (kind < 7)
                while (true) await consumer.PollAsync(TimeSpan.FromMilliseconds(5));
            else
                while (true) await consumer.SeekAsync(StartAt.Earliest);
        }
        catch (ObjectDisposedException)
        {
            // The end of those that ask again and again.
        }
    }

    /// <summary>The threads of consumers and of librdkafka.</summary>
    private static List<string> ThreadsLeft() => Directory.GetDirectories("/proc/self/task")
        .Select(NameOf)
        .Where(name => name.StartsWith("alerts of", StringComparison.Ordinal) || name.StartsWith("rdk:", StringComparison.Ordinal))
        .ToList();

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }
}
