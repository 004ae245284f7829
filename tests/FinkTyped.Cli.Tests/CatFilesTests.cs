using System.Text.Json;
using FinkTyped.Tests;

namespace FinkTyped.Cli.Tests;

/// <summary><c>fink cat</c> over sets of files as they are met in the wild.</summary>
public sealed class CatFilesTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    [Fact]
    public async Task A_bad_file_hides_none_of_the_others()
    {
        var night = SharedData.Require("cases/folder-with-a-bad-file/night");
        var result = await FinkProcess.RunAsync("cat", night, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([1, 2, 5, 6, 7, 8], Ids(result));
        string[] bad = ["._d.avro", "b.avro", "c.avro", "e.avro"];
        Assert.Equal(bad.Length, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(bad, name => Assert.Contains($"{night}/{name}: ", result.Error, StringComparison.Ordinal));
        Assert.Contains("block 0, which begins at byte", result.Error, StringComparison.Ordinal);
        Assert.Contains("interrupted transfer", result.Error, StringComparison.Ordinal);
        Assert.Contains("what macOS keeps", result.Error, StringComparison.Ordinal);
        Assert.Contains("c.avro: the file is empty", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endings_in_capitals_are_endings()
    {
        var result = await FinkProcess.RunAsync("cat", SharedData.Require("cases/folder-upper-case/night"), "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([1], Ids(result));
    }

    [Fact]
    public async Task Patterns_are_as_good_as_a_shell_s()
    {
        var result = await FinkProcess.RunAsync("cat", folder["?.avro"], folder.FullPath, "--json");

        Assert.Equal((0, 7), (result.ExitCode, result.Lines.Length));
    }

    [Theory]
    [InlineData("bzip2")]
    [InlineData("xz")]
    public async Task A_codec_that_is_not_known_is_named(string codec)
    {
        var result = await FinkProcess.RunAsync("cat", SharedData.Require($"cases/codec-others/obs-{codec}.avro"), "--json");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"the codec '{codec}' is not supported", result.Error, StringComparison.Ordinal);
    }

    private static List<int> Ids(FinkResult result) => [.. result.Lines.Select(l => JsonElement.Parse(l).GetProperty("id").GetInt32())];
}
