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
