using System.Text.Json;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

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

    [Theory]
    [InlineData(AlertFileCodec.Snappy)]
    [InlineData(AlertFileCodec.Zstandard)]
    public async Task The_codecs_of_the_codecs_package_are_known(AlertFileCodec codec)
    {
        Codecs.MoreCodecs.Register();
        using (var file = AlertFileWriter.Create<ZtfAlert>(folder[$"{codec}"], new() { Codec = codec })) file.Append(new ZtfSimulator(1).Next());
        var result = await FinkProcess.RunAsync("cat", folder[$"{codec}"], "--json");

        Assert.Equal((0, 1, ""), (result.ExitCode, result.Lines.Length, result.Error));
    }

    [Theory]
    [InlineData("night.tar")]
    [InlineData("night.tar.gz")]
    public async Task Archives_are_read_in_place(string name)
    {
        var path = SharedData.Require($"cases/tar-of-alerts/{name}");
        var result = await FinkProcess.RunAsync("cat", path, "--json");
        var piped = await FinkProcess.RunAsync(["cat", "-", "--json"], await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal([1, 2], Ids(result));
        Assert.Equal(result, piped);
    }

    [Theory]
    [InlineData("obs.framed")]
    [InlineData("obs.raw.gz")]
    public async Task Raw_datums_are_read_out_of_their_wrapping(string name)
    {
        var schema = SharedData.Require("cases/raw-datum-framed/obs.avsc");
        var result = await FinkProcess.RunAsync("cat", SharedData.Require($"cases/raw-datum-framed/{name}"), "--schema", schema, "--json");

        Assert.Equal(new FinkResult(0, "{\"id\":7,\"name\":\"x\"}\n", ""), result);
    }

    [Theory]
    [InlineData("field-hyphen")]
    [InlineData("field-letters")]
    [InlineData("record-digit")]
    [InlineData("record-dollar")]
    [InlineData("record-hyphen")]
    public async Task Odd_names_of_a_writer_are_read_past(string name)
    {
        var reader = SharedData.Require("cases/writer-name-odd/reader.avsc");
        var result = await FinkProcess.RunAsync("cat", SharedData.Require($"cases/writer-name-odd/{name}.avro"), "--as", reader, "--json");

        Assert.Equal(new FinkResult(0, "{\"id\":7,\"name\":\"x\"}\n", ""), result);
    }

    [Theory]
    [InlineData("aliases", "")]
    [InlineData("doc", "")]
    [InlineData("enum", "\"q\":\"BAD\",")]
    public async Task Idle_attributes_of_a_writer_are_read_past(string name, string more)
    {
        var result = await FinkProcess.RunAsync("cat", SharedData.Require($"cases/writer-idle-attributes/{name}.avro"), "--json");

        Assert.Equal(new FinkResult(0, $"{{\"id\":7,{more}\"name\":\"x\"}}\n", ""), result);
    }

    [Fact]
    public async Task A_schema_given_for_raw_datums_may_have_idle_attributes_too()
    {
        await File.WriteAllBytesAsync(folder["raw"], [14, 2, (byte)'x'], TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync("cat", folder["raw"], "--schema", SharedData.Require("cases/writer-idle-attributes/doc.avsc"), "--json");

        Assert.Equal(new FinkResult(0, "{\"id\":7,\"name\":\"x\"}\n", ""), result);
    }

    private static List<int> Ids(FinkResult result) => [.. result.Lines.Select(l => JsonElement.Parse(l).GetProperty("id").GetInt32())];
}
