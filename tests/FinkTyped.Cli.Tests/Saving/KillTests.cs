using System.Diagnostics;
using System.Security.Cryptography;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>Commands that are killed at random moments and run again, as processes against a broker over TCP: what was published is on disk, each once.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kill = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-kill-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A longer run sets more.
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("FINK_TEST_KILLS"), out var kills) ? kills : 20;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task A_transfer_of_Ztf_alerts() => TransferAsync(new ZtfSimulator(11), "ftransfer_ztf_2026-03-23_1", alerts: 700);

    [Fact]
    public Task A_transfer_of_Lsst_alerts() => TransferAsync(new LsstSimulator(12), "ftransfer_lsst_2026-03-18_1", alerts: 150);

    [Fact]
    public async Task A_stream_that_is_saved_while_it_comes()
    {
        const string Topic = "fink_kill_ztf";
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 8 });
        broker.CreateTopic(Topic);
        var datums = new ZtfSimulator(13).EnumerateDatums(400).ToList();
        var publishing = PublishAsync(broker, Topic, ZtfAlert.Schema, datums, rate: 12);
        string[] arguments = ["stream", "--bootstrap", broker.BootstrapServers, "--topic", Topic, "--group", "g", "-q", "--save", _folder, "--file-age", "0.3s", .. StreamBroker.Patient];
        await KillOftenAsync(arguments, Kills, () => !publishing.IsCompleted);
        await publishing;
        await EndAsync([.. arguments, "--until-end"]);
        AssertEachOnce(datums, _folder);
    }

    [Fact]
    public async Task Two_groups_and_two_of_a_group_in_one_folder()
    {
        const string Topic = "fink_kill_ztf";
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 4 });
        broker.CreateTopic(Topic);
        var datums = new ZtfSimulator(14).EnumerateDatums(200).ToList();
        var publishing = PublishAsync(broker, Topic, ZtfAlert.Schema, datums, rate: 15);
        string[] Arguments(string group) =>
            ["stream", "--bootstrap", broker.BootstrapServers, "--topic", Topic, "--group", group, "-q", "--save", _folder, "--file-age", "0.3s", .. StreamBroker.Patient];
        var groups = new[] { "one", "two", "two" };
        await Task.WhenAll(groups.Select((group, i) => KillOftenAsync(Arguments(group), 5, () => !publishing.IsCompleted, seed: i)));
        await publishing;
        await Task.WhenAll(groups.Distinct().Select(group => EndAsync([.. Arguments(group), "--until-end"])));
        AssertEachOnce(datums, _folder);
    }

    private async Task TransferAsync<T>(AlertSimulator<T> simulator, string topic, int alerts) where T : class, IAvroRecord<T>
    {
        // As much as the embedded broker keeps, and slow enough to be killed in the middle.
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 10 });
        broker.CreateTopic(topic);
        broker.CreateTopic(topic + "_schema", 1);
        await PublishAsync(broker, topic + "_schema", T.Schema, [[0]], rate: null);
        var datums = simulator.EnumerateDatums(alerts).ToList();
        await PublishAsync(broker, topic, null, datums, rate: null);
        broker.SetRoundTrip(1, TimeSpan.FromMilliseconds(20));

        // A transfer bears some kills until it is at its end; then another begins in a folder of its own.
        var (killed, transfers) = (0, 0);
        while (killed < Kills)
        {
            var folder = Path.Combine(_folder, $"{transfers}");
            string[] arguments =
            [
                "transfer", "--bootstrap", broker.BootstrapServers, "--topic", topic, "--group", $"g{transfers++}", "-q", "--out", folder, "--file-size", "400kB",
                .. StreamBroker.Patient, "-X", "max.partition.fetch.bytes=100000", "-X", "queued.max.messages.kbytes=1000",
            ];
            killed += await KillOftenAsync(arguments, Kills - killed, () => true, seed: transfers);
            await EndAsync(arguments);
            AssertEachOnce(datums, folder);
            if (transfers % 2 == 0) continue;
            // Another group finds all of it there.
            await EndAsync([.. arguments.Select(a => a == $"g{transfers - 1}" ? "other" + a : a)]);
            AssertEachOnce(datums, folder);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{killed} kills in {transfers} transfers of {alerts} alerts");
    }

    /// <summary>Runs the command and kills it some time after it has begun to write, again and again.</summary>
    /// <returns>How often it was killed.</returns>
    private async Task<int> KillOftenAsync(string[] arguments, int kills, Func<bool> goOn, int seed = 1)
    {
        var random = new Random(seed);
        var killed = 0;
        while (killed < kills && goOn())
        {
            using var process = FinkProcess.Start(arguments);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
            var before = Written();
            var clock = Stopwatch.StartNew();
            while (!process.HasExited && clock.Elapsed < TimeSpan.FromSeconds(10) && Written() == before) await Task.Delay(5, Stop);
            await Task.Delay(random.Next(150), Stop);
            if (!process.HasExited) FinkProcess.Signal(process, Kill);
            await FinkProcess.WaitAsync(process);
            await Task.WhenAll(output, error);
            if (process.ExitCode == 0) break;
            Assert.True(process.ExitCode == 128 + Kill, $"exit code {process.ExitCode}: {await error}");
            killed++;
        }

        return killed;
    }

    // Files come, grow, and get their places.
    private long Written()
    {
        try
        {
            return new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock").Sum(file => file.Length + 1);
        }
        catch (IOException)
        {
            return -1;
        }
    }

    private static async Task EndAsync(string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private static async Task PublishAsync(EmbeddedBroker broker, string topic, AvroSchema? schema, List<byte[]> datums, double? rate)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = topic, Rate = rate, ConfigureKafka = kafka => kafka.BatchNumMessages = 2 });
        var key = schema?.SourceJson.ToArray() ?? System.Text.Encoding.UTF8.GetBytes(topic);
        foreach (var datum in datums) await replay.SendAsync(key, datum, Stop);
        await replay.FlushAsync(Stop);
    }

    private static void AssertEachOnce(List<byte[]> published, string folder)
    {
        static string Name(ReadOnlySpan<byte> datum) => Convert.ToHexString(SHA256.HashData(datum));
        var expected = published.Select(datum => Name(datum)).Order().ToList();
        var saved = AlertFile.ReadDatums(folder).Select(datum => Name(datum.Datum.Span)).Order().ToList();
        Assert.Equal((expected.Count, 0, 0), (saved.Count, expected.Except(saved).Count(), saved.Except(expected).Count()));
        Assert.Equal(expected, saved);
    }
}
