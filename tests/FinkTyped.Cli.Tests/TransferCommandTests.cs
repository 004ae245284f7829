using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>`fink transfer` and `fink stream --save`: what is said, and where files go.</summary>
public sealed class TransferCommandTests : IAsyncLifetime
{
    private const string Topic = "ftransfer_ztf_2026-03-23_7";
    private const int Count = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-transfer-").FullName;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 3 });
    private readonly List<ZtfAlert> _alerts = [.. new ZtfSimulator(21).Enumerate(Count)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var topic in new[] { Topic, Topic + "_schema" }) _broker.CreateTopic(topic);
        using (var file = AlertFileWriter.Create<ZtfAlert>(Path.Combine(_folder, "in.avro")))
            foreach (var alert in _alerts) file.Append(alert);
        var published = await FinkProcess.RunAsync("replay", Path.Combine(_folder, "in.avro"), "--bootstrap", _broker.BootstrapServers, "--topic", Topic, "--as", "transfer");
        Assert.Equal(0, published.ExitCode);
        File.Delete(Path.Combine(_folder, "in.avro"));
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_says_what_is_on_disk_and_a_second_run_has_nothing_to_do()
    {
        var result = await RunAsync("one", "g");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Matches($@"fink: {Count} alerts \(\d\.\d MB\) in 3 files in \S+one, in \d+ s\.\nfink: all that {Topic} held at the start is on disk\.\n$", result.Error);
        var again = await RunAsync("one", "g");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"g has all {Count} alerts of {Topic} already. --restart begins again; another --group has its own place.", again.Error);
        Assert.Equal(Ids(), Saved("one"));
        Assert.Contains("stopped at --limit; the same command goes on.", (await RunAsync("limited", "l", "--limit", "5")).Error);
        Assert.Equal(5, Saved("limited").Count);
        await RunAsync("limited", "l");
        Assert.Equal(Ids(), Saved("limited"));
    }

    [Fact]
    public async Task Folders_are_those_of_Hive()
    {
        Assert.Equal(0, (await RunAsync("time", "t", "--partition-by", "time")).ExitCode);
        var folders = Directory.GetFiles(Path.Combine(_folder, "time"), "*.avro", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(_folder, "time"), Path.GetDirectoryName(path)!)).Distinct();
        Assert.All(folders, folder => Assert.Matches(@"^year=\d{4}/month=\d\d/day=\d\d$", folder));
        Assert.Equal(Ids(), Saved("time"));

        Assert.Equal(0, (await RunAsync("class", "c", "--partition-by", "finkclass")).ExitCode);
        Assert.Equal(Ids(), Saved("class"));
        var classes = Directory.GetDirectories(Path.Combine(_folder, "class"), "finkclass=*").Select(path => Path.GetFileName(path)).ToHashSet();
        Assert.Equal(_alerts.Select(alert => $"finkclass={(string.IsNullOrEmpty(alert.Finkclass) ? "__HIVE_DEFAULT_PARTITION__" : alert.Finkclass.Replace("*", "%2A", StringComparison.Ordinal))}").ToHashSet(), classes);
    }

    [Fact]
    public async Task Parquet_holds_the_columns_and_says_where_they_come_from()
    {
        var result = await RunAsync("columns", "p", "--format", "parquet");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Ids().ConvertAll(id => id!.Value), ParquetFolder.Read<long>(Path.Combine(_folder, "columns"), "candid"));
        var files = Directory.GetFiles(Path.Combine(_folder, "columns"), "*.parquet", SearchOption.AllDirectories).Order().ToList();
        Assert.Equal(3, files.Count);
        var metadata = ParquetFolder.Metadata(files[1]);
        Assert.Equal((Topic, "1", "0000000000000000000-0000000000000000009"), (metadata["fink.topic"], metadata["fink.partition"], metadata["fink.offsets"]));
        Assert.Equal(ZtfAlert.Schema, AvroSchema.ParseWriter(System.Text.Encoding.UTF8.GetBytes(metadata["avro.schema"])));

        // What is there as Parquet is not saved again as Avro.
        var again = await RunAsync("columns", "other");
        Assert.Contains($"other has all {Count} alerts", again.Error);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "columns"), "*.avro", SearchOption.AllDirectories));
        Assert.Contains("Avro keeps alerts as they came", (await RunAsync("never", "f", "--fields", "candid")).Error);
    }

    [Fact]
    public async Task Folders_of_Parquet_are_those_of_Hive()
    {
        var result = await RunAsync("hive", "h", "--format", "parquet", "--partition-by", "finkclass", "--codec", "snappy");
        Assert.True(result.ExitCode == 0, result.Error);
        var classes = _alerts.Select(alert => $"{alert.Candid} {(string.IsNullOrEmpty(alert.Finkclass) ? "none" : alert.Finkclass)}").Order(StringComparer.Ordinal);
        Assert.Equal(classes, ParquetFolder.Read<string>(Path.Combine(_folder, "hive"), "candid::text || ' ' || coalesce(finkclass::text, 'none')"));
        var few = await RunAsync("few", "f", "--format", "parquet", "--fields", "candid,candidate.magpsf");
        Assert.True(few.ExitCode == 0, few.Error);
        Assert.Equal(Count, ParquetFolder.Read<float>(Path.Combine(_folder, "few"), "\"candidate.magpsf\"").Count);
    }

    [Fact]
    public async Task Single_alerts_have_the_names_of_the_Python_client()
    {
        Assert.Equal(0, (await RunAsync("single", "s", "--layout", "per-alert")).ExitCode);
        var names = Directory.GetFiles(Path.Combine(_folder, "single"), "*.avro").Select(path => Path.GetFileName(path)).Order();
        Assert.Equal(_alerts.Select(alert => $"{alert.ObjectId}_{alert.Candid}.avro").Order(), names);
        // Again it is the same, not more.
        Assert.Equal(0, (await RunAsync("single", "s", "--layout", "per-alert", "--restart")).ExitCode);
        Assert.Equal(Ids(), Saved("single"));
    }

    [Fact]
    public async Task A_lag_can_be_watched()
    {
        using var process = FinkProcess.Start("lag", "--watch", "--json", "--bootstrap", _broker.BootstrapServers, "--topic", Topic, "--group", "w");
        for (var i = 0; i < 6; i++) Assert.Contains("\"left\":10", await process.StandardOutput.ReadLineAsync(Stop));
        FinkProcess.Signal(process, 2);
        await FinkProcess.WaitAsync(process);
        Assert.Equal(130, process.ExitCode);
    }

    private Task<FinkResult> RunAsync(string folder, string group, params string[] more) => FinkProcess.RunAsync(
        ["transfer", "--bootstrap", _broker.BootstrapServers, "--topic", Topic, "--group", group, "--out", Path.Combine(_folder, folder), .. StreamBroker.Patient, .. more]);

    private List<long?> Ids() => [.. _alerts.Select(alert => alert.Candid).Order()];

    private List<long?> Saved(string folder) => [.. AlertFile.Read<ZtfAlert>(Path.Combine(_folder, folder)).Select(alert => alert.Candid).Order()];
}
