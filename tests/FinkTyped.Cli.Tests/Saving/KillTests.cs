using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>Commands that are killed at random moments and run again, as processes against a broker over TCP: what was published is on disk, each once.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kill = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-kill-").FullName;
    private readonly ConcurrentQueue<long> _shown = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A longer run (eng/kill-test.sh) sets more.
    private static int Kills => Setting("FINK_TEST_KILLS", 5);

    private static int Alerts(int few) => Setting("FINK_TEST_ALERTS", few);

    // For how long alerts come to a stream that is killed.
    private static double Seconds => Setting("FINK_TEST_SECONDS", 2) * Kills;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("avro")]
    [InlineData("parquet")]
    public Task A_transfer_of_Ztf_alerts(string format) => TransferAsync(Ztf(11, Alerts(800)), "ftransfer_ztf_2026-03-23_1", "candid", format);

    [Theory]
    [InlineData("avro")]
    [InlineData("parquet")]
    public Task A_transfer_of_Lsst_alerts(string format) => TransferAsync(Lsst(12, Alerts(800)), "ftransfer_lsst_2026-03-18_1", "diaSource.diaSourceId", format);

    [Theory]
    [InlineData("ztf", "avro")]
    [InlineData("lsst", "parquet")]
    public async Task A_stream_that_is_saved_while_it_comes(string survey, string format)
    {
        var topic = $"fink_kill_{survey}";
        await using var broker = EmbeddedBroker.Start();
        var (schema, datums) = survey == "ztf" ? Ztf(13, Alerts(300), withHistory: false) : Lsst(13, Alerts(300));
        broker.CreateTopic(topic, Partitions(schema, datums));
        var publishing = PublishAsync(broker, topic, schema, datums, rate: datums.Count / Seconds);
        string[] arguments =
        [
            "stream", "--bootstrap", broker.BootstrapServers, "--topic", topic, "--group", "g", "-q", "--save", _folder, "--format", format, "--file-age", "0.5s", .. StreamBroker.Patient,
        ];
        var killed = await KillOftenAsync(arguments, Kills, () => !publishing.IsCompleted);
        await publishing;
        await AssertKeptAsync(broker, topic);
        await EndAsync([.. arguments, "--until-end"]);
        AssertEachOnce(datums, _folder, survey == "ztf" ? "candid" : "diaSource.diaSourceId");
        Tell($"{killed} kills of a stream of {datums.Count} alerts");
    }

    [Theory]
    [InlineData("ztf")]
    [InlineData("lsst")]
    public async Task A_stream_of_json_lines(string survey)
    {
        // A line may come again after a kill, since nobody tells the command that it has arrived; none may be missing.
        var topic = $"fink_kill_{survey}";
        await using var broker = EmbeddedBroker.Start();
        var (schema, datums) = survey == "ztf" ? Ztf(15, Alerts(300), withHistory: false) : Lsst(15, Alerts(300));
        broker.CreateTopic(topic, Partitions(schema, datums));
        var publishing = PublishAsync(broker, topic, schema, datums, rate: datums.Count / Seconds);
        string[] arguments = ["stream", "--bootstrap", broker.BootstrapServers, "--topic", topic, "--group", "g", "-q", "--json", .. StreamBroker.Patient];
        var killed = await KillOftenAsync(arguments, Kills, () => !publishing.IsCompleted);
        await publishing;
        await AssertKeptAsync(broker, topic);
        foreach (var line in (await EndAsync([.. arguments, "--until-end"])).Lines) Shown(line);
        var expected = Ids(datums, schema, survey == "ztf" ? "candid" : "diaSourceId");
        Assert.Equal(expected, _shown.Distinct().Order());
        Tell($"{killed} kills of a stream of {datums.Count} alerts as lines: none missing, {_shown.Count - expected.Count} came again");
    }

    [Fact]
    public async Task Two_groups_and_two_of_a_group_in_one_folder()
    {
        const string Topic = "fink_kill_ztf";
        await using var broker = EmbeddedBroker.Start();
        var (_, datums) = Ztf(14, Alerts(200), withHistory: false);
        broker.CreateTopic(Topic, Partitions(ZtfAlert.Schema, datums));
        var publishing = PublishAsync(broker, Topic, ZtfAlert.Schema, datums, rate: datums.Count / Math.Max(13, Seconds));
        string[] Arguments(string group) =>
            ["stream", "--bootstrap", broker.BootstrapServers, "--topic", Topic, "--group", group, "-q", "--save", _folder, "--file-age", "0.5s", .. StreamBroker.Patient];
        var groups = new[] { "one", "two", "two" };
        var killed = await Task.WhenAll(groups.Select((group, i) => KillOftenAsync(Arguments(group), Kills, () => !publishing.IsCompleted, seed: i)));
        await publishing;
        await AssertKeptAsync(broker, Topic);
        await Task.WhenAll(groups.Distinct().Select(group => EndAsync([.. Arguments(group), "--until-end"])));
        AssertEachOnce(datums, _folder, "candid");
        Tell($"{string.Join(" + ", killed)} kills of three processes of two groups that save {datums.Count} alerts to one folder");
    }

    private async Task TransferAsync((AvroSchema Schema, List<byte[]> Datums) alerts, string topic, string id, string format)
    {
        // As much as the embedded broker keeps, and slow enough to be killed in the middle.
        var datums = alerts.Datums;
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 10 + datums.Count / 50 });
        broker.CreateTopic(topic);
        broker.CreateTopic(topic + "_schema", 1);
        await PublishAsync(broker, topic + "_schema", alerts.Schema, [[0]], rate: null);
        await PublishAsync(broker, topic, null, datums, rate: null);
        broker.SetRoundTrip(1, TimeSpan.FromMilliseconds(20));

        // A transfer bears some kills until it is at its end; then another begins in a folder of its own.
        var (killed, transfers) = (0, 0);
        while (killed < Kills)
        {
            var folder = Path.Combine(_folder, $"{transfers}");
            string[] arguments =
            [
                "transfer", "--bootstrap", broker.BootstrapServers, "--topic", topic, "--group", $"g{transfers++}", "-q", "--out", folder, "--format", format, "--file-size", "100kB",
                .. StreamBroker.Patient, "-X", "max.partition.fetch.bytes=100000", "-X", "queued.max.messages.kbytes=1000",
            ];
            killed += await KillOftenAsync(arguments, Kills - killed, () => true, seed: transfers);
            await EndAsync(arguments);
            AssertEachOnce(datums, folder, id);
            if (transfers % 2 == 0) continue;
            // Another group finds all of it there.
            await EndAsync([.. arguments.Select(a => a == $"g{transfers - 1}" ? "other" + a : a)]);
            AssertEachOnce(datums, folder, id);
        }

        Tell($"{killed} kills in {transfers} transfers of {datums.Count} alerts to {format}");
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
            var (output, error) = (ReadAsync(process.StandardOutput), process.StandardError.ReadToEndAsync(Stop));
            var before = Done();
            var clock = Stopwatch.StartNew();
            while (!process.HasExited && clock.ElapsedMilliseconds < 10_000 && Done() == before) await Task.Delay(5, Stop);
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

    private async Task ReadAsync(TextReader output)
    {
        while (await output.ReadLineAsync(Stop) is { } line) Shown(line);
    }

    // The last line of one that was killed may be half a line.
    private void Shown(string line)
    {
        try
        {
            using var alert = JsonDocument.Parse(line);
            var id = alert.RootElement.TryGetProperty("candid", out var candid) ? candid : alert.RootElement.GetProperty("diaSourceId");
            _shown.Enqueue(id.GetInt64());
        }
        catch (JsonException)
        {
            // It comes again.
        }
    }

    private static void Tell(string counts) => TestContext.Current.TestOutputHelper!.WriteLine(counts);

    private long Done() => Written() + _shown.Count;

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

    private static async Task<FinkResult> EndAsync(string[] arguments)
    {
        // What it says of itself is told where it fails.
        var result = await FinkProcess.RunAsync([.. arguments.Where(argument => argument != "-q")]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : usual;

    // Without cutouts, and some without history: thousands of them fit into the embedded broker.
    private static (AvroSchema Schema, List<byte[]> Datums) Ztf(int seed, int count, bool withHistory = true) =>
        (ZtfAlert.Schema, [.. new ZtfSimulator(seed).Enumerate(count).Select(alert => Encoded(WithoutCutouts(alert) with { PrvCandidates = withHistory ? alert.PrvCandidates : null }))]);

    private static (AvroSchema Schema, List<byte[]> Datums) Lsst(int seed, int count) =>
        (LsstAlert.Schema, [.. new LsstSimulator(seed).Enumerate(count).Select(alert => Encoded(alert with { CutoutScience = null, CutoutTemplate = null, CutoutDifference = null, PrvDiaSources = null, PrvDiaForcedSources = null }))]);

    private static ZtfAlert WithoutCutouts(ZtfAlert alert)
    {
        var empty = alert.CutoutScience with { StampData = ReadOnlyMemory<byte>.Empty };
        return alert with { CutoutScience = empty, CutoutTemplate = empty, CutoutDifference = empty };
    }

    private static byte[] Encoded<T>(T alert) where T : class, IAvroRecord<T>
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        alert.EncodeTo(output);
        return output.WrittenSpan.ToArray();
    }

    // The embedded broker keeps 5 MB of each; with every alert comes its schema.
    private static int Partitions(AvroSchema schema, List<byte[]> datums) => 4 + (int)(datums.Sum(datum => (long)datum.Length + schema.SourceJson.Length) / 3_000_000);

    private static List<long> Ids(List<byte[]> datums, AvroSchema schema, string field)
    {
        var plan = AvroPlan.For(schema);
        var path = plan.Bind(field);
        return [.. datums.Select(datum => plan.Read(datum, path, static (alert, path) =>
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            AvroJson.Write(output, alert, path);
            return long.Parse(System.Text.Encoding.UTF8.GetString(output.WrittenSpan), System.Globalization.CultureInfo.InvariantCulture);
        })).Order()];
    }

    private static async Task PublishAsync(EmbeddedBroker broker, string topic, AvroSchema? schema, List<byte[]> datums, double? rate)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = topic, Rate = rate, ConfigureKafka = kafka => kafka.BatchNumMessages = 2 });
        var key = schema?.SourceJson.ToArray() ?? System.Text.Encoding.UTF8.GetBytes(topic);
        foreach (var datum in datums) await replay.SendAsync(key, datum, Stop);
        await replay.FlushAsync(Stop);
    }

    // What the embedded broker had to let go cannot be saved, and says nothing about who saves.
    private static async Task AssertKeptAsync(EmbeddedBroker broker, string topic)
    {
        await using var server = new AlertServer(new AlertConsumerOptions { BootstrapServers = broker.BootstrapServers, GroupId = "nobody", Topics = [topic] });
        Assert.All(await server.ReadLagAsync([topic], Stop), partition => Assert.Equal(0, partition.Low));
    }

    private static void AssertEachOnce(List<byte[]> published, string folder, string id)
    {
        if (Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Any())
        {
            Assert.Equal(Ids(published, id == "candid" ? ZtfAlert.Schema : LsstAlert.Schema, id), ParquetFolder.Read<long>(folder, id));
            return;
        }

        static string Name(ReadOnlySpan<byte> datum) => Convert.ToHexString(SHA256.HashData(datum));
        var expected = published.Select(datum => Name(datum)).Order().ToList();
        var saved = AlertFile.ReadDatums(folder).Select(datum => Name(datum.Datum.Span)).Order().ToList();
        Assert.Equal((expected.Count, 0, 0), (saved.Count, expected.Except(saved).Count(), saved.Except(expected).Count()));
        Assert.Equal(expected, saved);
    }
}
