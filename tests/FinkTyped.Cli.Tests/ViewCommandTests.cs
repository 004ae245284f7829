using FinkTyped.Simulation;

namespace FinkTyped.Cli.Tests;

public sealed class ViewCommandTests(AlertFolder folder) : IClassFixture<AlertFolder>, IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("fink-view-").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public async Task One_alert_is_one_page()
    {
        var page = Path.Combine(_output, "page.html");
        var result = await FinkProcess.RunAsync("view", folder["a.avro"], "--limit", "1", "--out", page);

        Assert.Equal((0, "", page), (result.ExitCode, result.Error, result.Output.TrimEnd()));
        Assert.Contains(new ZtfSimulator(2).Next().ObjectId!, File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_alerts_are_an_index_and_their_pages()
    {
        var result = await FinkProcess.RunAsync("view", folder.FullPath, "--out", _output);

        Assert.Equal((0, Path.Combine(_output, "index.html")), (result.ExitCode, result.Output.TrimEnd()));
        Assert.StartsWith("fink: 7 alerts, ", result.Error, StringComparison.Ordinal);
        Assert.Equal(7, Directory.GetFiles(Path.Combine(_output, "alerts")).Length);
    }

    [Fact]
    public async Task A_filter_chooses_the_alerts()
    {
        var wanted = new ZtfSimulator(3).Enumerate(3).ElementAt(1);
        var result = await FinkProcess.RunAsync("view", folder.FullPath, "--where", $"objectId == '{wanted.ObjectId}' and candid == {wanted.Candid}", "--out", Path.Combine(_output, "one.html"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(wanted.ObjectId!, File.ReadAllText(Path.Combine(_output, "one.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_shows_the_light_curve_in_dots()
    {
        var result = await FinkProcess.RunAsync("view", folder["a.avro"], "--text", "--limit", "1");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("│", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Pictures_are_files()
    {
        var result = await FinkProcess.RunAsync("view", folder["a.avro"], "--png", "--out", _output);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(8, result.Lines.Length);
        Assert.All(result.Lines, path => Assert.True(File.Exists(path)));
    }

    [Fact]
    public async Task A_bad_file_is_told_and_hides_none_of_the_others()
    {
        var bad = Path.Combine(_output, "0.avro");
        File.WriteAllText(bad, "Obj");
        var result = await FinkProcess.RunAsync("view", bad, folder["a.avro"], "--out", Path.Combine(_output, "pages"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(bad, result.Error, StringComparison.Ordinal);
        Assert.Contains("fink: 2 alerts", result.Error, StringComparison.Ordinal);
    }
}
