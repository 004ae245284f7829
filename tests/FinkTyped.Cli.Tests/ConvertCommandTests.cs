using FinkTyped.Tests;

namespace FinkTyped.Cli.Tests;

/// <summary><c>fink convert</c>.</summary>
public class ConvertCommandTests
{
    private const string Ztf = "alerts/fink-ztf-transfer-2026-03-23.avro";
    private const string Lsst = "alerts/fink-lsst-transfer-2026-03-18.avro";

    [Theory]
    [InlineData("parquet", "PAR1")]
    [InlineData("arrow", "ARROW1")]
    public async Task Files_become_one_file_of_columns(string kind, string magic)
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "night");
        var run = await FinkProcess.RunAsync("convert", SharedData.Require(Ztf), "--to", kind, "--out", path);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("31 alerts", run.Error, StringComparison.Ordinal);
        Assert.Equal(magic, System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(path).AsSpan(0, magic.Length)));
        Assert.Single(Directory.GetFiles(folder.FullName));
        var again = await FinkProcess.RunAsync("convert", SharedData.Require(Ztf), "--to", kind, "--out", path);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CSV_has_a_line_for_each_alert_and_no_cutouts()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "night.csv");
        var run = await FinkProcess.RunAsync(
            "convert", SharedData.Require(Lsst), "--to", "csv", "--out", path, "--fields", "diaSource.diaSourceId,target_name,prvDiaSources.band", "--where", "diaSource.psfFlux is not null");
        Assert.Equal(0, run.ExitCode);
        var lines = File.ReadAllLines(path);
        Assert.Equal("diaSource.diaSourceId,target_name,prvDiaSources.band", lines[0]);
        Assert.Equal(8, lines.Length);
        Assert.Contains(lines, l => l.StartsWith("170094456272322680,\"ddf_edfs_b, lowdust\",\"[\"\"", StringComparison.Ordinal));
        Assert.Equal(0, (await FinkProcess.RunAsync("convert", SharedData.Require(Lsst), "--to", "csv", "--out", path, "--force")).ExitCode);
        Assert.DoesNotContain("cutout", File.ReadLines(path).First(), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Many_files_become_one_container_and_folders_of_either()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        string At(string name) => Path.Combine(folder, name);
        Directory.CreateDirectory(At("in"));
        foreach (var seed in new[] { "1", "2" }) Assert.Equal(0, (await FinkProcess.RunAsync("simulate", At($"in/{seed}.avro"), "--alerts", "20", "--seed", seed)).ExitCode);
        var alerts = AlertFile.ReadDatums(At("in")).Select(alert => Convert.ToHexString(alert.Datum.Span)).Order().ToList();
        Assert.Equal(40, alerts.Count);

        foreach (var codec in new[] { "none", "zstd", "deflate", "snappy" })
        {
            var one = await FinkProcess.RunAsync("convert", At("in"), "--to", "avro", "--out", At($"{codec}.avro"), "--codec", codec);
            Assert.Equal((0, $"fink: 40 alerts in {At($"{codec}.avro")}\n"), (one.ExitCode, one.Error));
            Codecs.MoreCodecs.Register();
            Assert.Equal(alerts, AlertFile.ReadDatums(At($"{codec}.avro")).Select(alert => Convert.ToHexString(alert.Datum.Span)).Order());
        }

        var classes = AlertFile.Read<Ztf.ZtfAlert>(At("in")).Select(alert => string.IsNullOrEmpty(alert.Finkclass) ? "none" : alert.Finkclass!).Order(StringComparer.Ordinal).ToList();
        foreach (var kind in new[] { "avro", "parquet" })
        {
            var many = await FinkProcess.RunAsync("convert", At("in"), "--to", kind, "--out", At(kind), "--partition-by", "finkclass");
            Assert.Equal((0, $"fink: 40 alerts in {classes.Distinct().Count()} files in {At(kind)}\n"), (many.ExitCode, many.Error));
            Assert.All(Directory.GetFiles(At(kind), "*", SearchOption.AllDirectories), file => Assert.Matches($@"/finkclass=[^/]+/alerts\.{kind}$", file));
        }

        Assert.Equal(alerts, AlertFile.ReadDatums(At("avro")).Select(alert => Convert.ToHexString(alert.Datum.Span)).Order());
        Assert.Equal(classes, ParquetFolder.Read<string>(At("parquet"), "coalesce(finkclass::text, 'none')"));
        Assert.Contains("give a new folder", (await FinkProcess.RunAsync("convert", At("in"), "--to", "avro", "--out", At("avro"), "--partition-by", "time")).Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder, "*.part"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("avro", "--fields", "candid", "--as R.avsc makes them narrower")]
    [InlineData("csv", "--codec", "zstd", "csv is not packed")]
    [InlineData("parquet", "--codec", "deflate", "deflate is for Avro")]
    public async Task What_does_not_go_together_is_told(string kind, string option, string value, string message)
    {
        var run = await FinkProcess.RunAsync("convert", "no-such", "--to", kind, "--out", "never", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fields", "candidate.magpfs", "did you mean magpsf?")]
    [InlineData("--where", "candidate.magpfs < 17", "did you mean magpsf?")]
    [InlineData("--to", "excel", "excel")]
    public async Task Wrong_usage_is_told(string option, string value, string message)
    {
        string[] arguments = ["convert", SharedData.Require(Ztf), "--out", Path.Combine(Path.GetTempPath(), "never"), option, value];
        if (option != "--to") arguments = [.. arguments, "--to", "parquet"];
        var run = await FinkProcess.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "never")));
    }
}
