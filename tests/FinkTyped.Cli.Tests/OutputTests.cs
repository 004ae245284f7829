using System.Diagnostics;
using System.Text;

namespace FinkTyped.Cli.Tests;

/// <summary>Outputs that cannot be written, and texts that must not reach a terminal as they are.</summary>
public sealed class OutputTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    private const string DiskFull = "fink: standard output cannot be written: No space left on device\n";

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("cat", "FOLDER", "--json")]
    [InlineData("cat", "FOLDER")]
    [InlineData("schema", "show", "ztf")]
    [InlineData("schema", "diff", "ztf", "lsst")]
    [InlineData("demo", "--survey", "ztf", "--alerts", "1")]
    [InlineData("topics", "--bootstrap", "SERVER")]
    [InlineData("lag", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "g")]
    [InlineData("stream", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "g", "--until-end", "-q")]
    [InlineData("stream", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "g", "--until-end", "--json", "-q")]
    public async Task A_full_disk_is_one_line_and_a_failure(params string[] arguments)
    {
        await using var broker = new StreamBroker();
        if (arguments.Contains("SERVER")) await broker.PublishAsync(folder["a.avro"]);
        var result = await ShellAsync(arguments, broker.Servers, ">/dev/full");
        Assert.Equal((1, DiskFull), (result.ExitCode, result.Error));
        if (arguments[0] == "stream") Assert.Equal(0, await broker.CommittedAsync());
    }

    [Theory]
    [InlineData("cat", "FOLDER", "--json")]
    [InlineData("cat", "FOLDER")]
    [InlineData("schema", "show", "ztf")]
    [InlineData("--help")]
    public async Task A_reader_that_has_left_is_no_failure(params string[] arguments)
    {
        // `true` reads nothing and is gone before the command writes.
        var result = await ShellAsync(arguments, "", "| true; exit ${PIPESTATUS[0]}");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Results_come_whole_where_nobody_can_be_told_anything()
    {
        var result = await ShellAsync(["cat", "nowhere.avro", "FOLDER", "--json"], "", "2>/dev/full");
        Assert.Equal((1, 7), (result.ExitCode, result.Lines.Length));
    }

    [Fact]
    public async Task Names_and_values_of_others_are_shown_and_not_obeyed()
    {
        const string Schema = """{"type":"record","name":"r","fields":[{"name":"objectId","type":"string"},{"name":"a","type":"string"}]}""";
        var path = folder["hostile.bin"];
        byte[] text = [.. "\u001b]0;owned\u0007\u009b2J\u202e\n"u8];
        byte[] datum = [(byte)(text.Length * 2), .. text, (byte)(text.Length * 2), .. text];
        await File.WriteAllBytesAsync(path, datum, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["hostile.avsc"], Schema, TestContext.Current.CancellationToken);

        var card = await FinkProcess.RunAsync("cat", path, "--schema", folder["hostile.avsc"]);
        Assert.Contains("␛]0;owned␇�2J�␊", card.Output);
        AssertPrintable(card);
        AssertPrintable(await FinkProcess.RunAsync("cat", "no\u001b[2Jsuch"));
        AssertPrintable(await FinkProcess.RunAsync("cat\u001b[2J"));
    }

    [Fact]
    public async Task Topics_of_others_are_shown_and_not_obeyed()
    {
        await using var broker = new StreamBroker();
        broker.Broker.CreateTopic("fink_\u001b[2J\u009bx");
        var result = await FinkProcess.RunAsync("topics", "--bootstrap", broker.Servers);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("fink_␛[2J�x", result.Output);
        AssertPrintable(result);
    }

    private static void AssertPrintable(FinkResult result)
    {
        foreach (var text in new[] { result.Output, result.Error }) Assert.Equal(PrintableText.OfLines(text), text);
    }

    // What is written to is the shell's business.
    private async Task<FinkResult> ShellAsync(string[] arguments, string servers, string redirection)
    {
        var words = arguments.Select(a => a switch { "FOLDER" => folder.FullPath, "SERVER" => servers, _ => a });
        var line = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "fink.dll")}' {string.Join(' ', words.Select(w => $"'{w}'"))} {redirection}";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await FinkProcess.WaitAsync(process);
        return new FinkResult(process.ExitCode, await output, await error);
    }
}
