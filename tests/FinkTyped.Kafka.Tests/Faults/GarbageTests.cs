using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>
/// What becomes of batches whose bytes were changed on their way: the table in docs/guides/delivery.md. They are read in processes of their own, since librdkafka
/// (2.16.0) ends its process for some (assertion in <c>rd_slice_narrow_copy</c>): then the next process reads on, and nothing is lost.
/// </summary>
public sealed class GarbageTests
{
    private const int Count = 12;
    private const int Aborted = 134;

    // Random bytes are packed to themselves: where one of them is another, all else is as it was. Behind a batch with a wrong checksum librdkafka goes on
    // some bytes before its end, and zeros are what it does not survive there.
    private static readonly List<TestAlert> Alerts = [.. TestAlert.Make(Count).Select(alert => alert with { Payload = RandomBytes((int)alert.Id) })];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What can become of it.</summary>
    public enum Outcome
    {
        /// <summary>It is noticed, and fetched again.</summary>
        Noticed,

        /// <summary>It is not noticed, unless the datum disagrees with its schema.</summary>
        ComesThrough,

        /// <summary>It is noticed, and may end the process.</summary>
        MayEndProcess,
    }

    [Theory]
    [InlineData(Garbage.Text, false, Outcome.ComesThrough)]
    [InlineData(Garbage.Text, true, Outcome.MayEndProcess)]
    [InlineData(Garbage.Packed, false, Outcome.ComesThrough)]
    [InlineData(Garbage.Packed, true, Outcome.MayEndProcess)]
    [InlineData(Garbage.PackedHead, false, Outcome.Noticed)]
    [InlineData(Garbage.PackedHead, true, Outcome.MayEndProcess)]
    [InlineData(Garbage.MessageLength, false, Outcome.Noticed)]
    [InlineData(Garbage.MessageLength, true, Outcome.MayEndProcess)]
    [InlineData(Garbage.BatchTooLong, false, Outcome.Noticed)]
    [InlineData(Garbage.BatchTooLong, true, Outcome.Noticed)]
    [InlineData(Garbage.BatchNegative, false, Outcome.Noticed)]
    [InlineData(Garbage.BatchNegative, true, Outcome.Noticed)]
    [InlineData(Garbage.OldAndNegative, false, Outcome.MayEndProcess)]
    [InlineData(Garbage.OldAndNegative, true, Outcome.MayEndProcess)]
    [InlineData(Garbage.Random, false, Outcome.Noticed)]
    [InlineData(Garbage.Random, true, Outcome.Noticed)]
    public async Task Bytes_are_changed_on_their_way(Garbage garbage, bool checksCrcs, Outcome expected)
    {
        await using var cluster = new Cluster(partitions: 1);
        await PublishAsync(cluster, garbage is Garbage.Packed or Garbage.PackedHead ? CompressionType.Zstd : CompressionType.None);
        await using var proxy = new GarblingProxy(cluster.Broker, garbage);

        var (exitCode, said, complained) = await WorkerProcess.RunAsync("read", proxy.Address, Cluster.Topic, $"{Count}", $"{checksCrcs}");

        Assert.True(proxy.Met > 0);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var right = Alerts.Select(alert => $"{alert.Id} {ReadRun.Describe(alert)}").ToHashSet();
        TestContext.Current.TestOutputHelper?.WriteLine($"exit code {exitCode}, {lines.Length} lines, {proxy.Met} batches were changed {complained}");
        if (expected == Outcome.ComesThrough)
        {
            Assert.Equal((0, Count), (exitCode, lines.Distinct().Count()));
            Assert.Single(lines, line => !right.Contains(line));
            return;
        }

        Assert.Subset(right, lines.ToHashSet());
        if (exitCode != Aborted || expected == Outcome.Noticed)
        {
            Assert.Equal(0, exitCode);
            return;
        }

        Assert.Contains("rd_slice_narrow_copy", complained, StringComparison.Ordinal);
        proxy.End();
        var (_, rest, _) = await WorkerProcess.RunAsync("read", proxy.Address, Cluster.Topic, $"{Count - lines.Distinct().Count()}", $"{checksCrcs}");
        Assert.Equal(right.Order(), lines.Union(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order());
    }

    private static async Task PublishAsync(Cluster cluster, CompressionType packing)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = cluster.Broker.BootstrapServers,
            Topic = Cluster.Topic,
            ConfigureKafka = config => (config.CompressionType, config.LingerMs) = (packing, 50),
        });
        await replay.PublishAsync(Alerts, Stop);
    }

    private static byte[] RandomBytes(int seed)
    {
        var bytes = new byte[10_000];
        new Random(seed).NextBytes(bytes.AsSpan(0, 9_900));
        return bytes;
    }
}
