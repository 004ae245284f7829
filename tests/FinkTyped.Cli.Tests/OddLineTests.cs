namespace FinkTyped.Cli.Tests;

/// <summary>Lines that somebody may write and that make no sense: what is wrong is said in a sentence, and the code says whose fault it is.</summary>
public sealed class OddLineTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    [Theory]
    [InlineData(2, "--topic is empty", "replay", "FOLDER/a.avro", "--topic", "", "--bootstrap", "127.0.0.1:1")]
    [InlineData(2, "a server is HOST:PORT", "replay", "FOLDER/a.avro", "--topic", "t", "--bootstrap", "127.0.0.1:port")]
    [InlineData(2, "--rate is a number above 0, not NaN", "replay", "FOLDER/a.avro", "--topic", "t", "--bootstrap", "127.0.0.1:1", "--rate", "NaN")]
    [InlineData(2, "--rate is a number above 0, not -1", "broker", "--rate", "-1")]
    [InlineData(2, "--rate is a number above 0, not nan", "broker", "--rate", "nan")]
    [InlineData(2, "--rate is a number above 0, not 1e400", "broker", "--rate", "1e400")]
    [InlineData(2, "--topic is empty", "stream", "--bootstrap", "127.0.0.1:1", "--topic", " ", "--group", "g")]
    [InlineData(2, "not nothing.", "topics", "--bootstrap", "")]
    [InlineData(2, "`fink cat --csv` writes to standard output", "convert", "FOLDER/a.avro", "--to", "csv", "--out", "-")]
    [InlineData(1, "/dev/null is a device", "convert", "FOLDER/a.avro", "--to", "csv", "--out", "/dev/null", "--force")]
    [InlineData(1, "FOLDER is a folder, and a file is needed here.", "cat", "FOLDER/a.avro", "--as", "FOLDER")]
    [InlineData(1, "FOLDER is a folder, and a file is needed here.", "view", "FOLDER/a.avro", "--limit", "1", "--out", "FOLDER")]
    [InlineData(1, "FOLDER is a folder, and a file is needed here.", "auth", "register", "--config", "FOLDER", "--username", "me", "--group", "g", "--servers", "a:1")]
    [InlineData(1, "a.avro is a file; --out is a folder", "view", "FOLDER/a.avro", "--out", "FOLDER/a.avro")]
    [InlineData(1, "a.avro is a file; --out is a folder", "view", "FOLDER/a.avro", "--png", "--out", "FOLDER/a.avro")]
    [InlineData(1, "a.avro is a file, and a folder is needed there", "auth", "register", "--config", "FOLDER/a.avro/x.yml", "--username", "me", "--group", "g", "--servers", "a:1")]
    [InlineData(2, "which schema?", "schema", "show", "")]
    public async Task What_is_wrong_is_said(int exitCode, string expected, params string[] line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && line.Contains("/dev/null"), "there are no devices among the files");
        var before = await File.ReadAllBytesAsync(folder["a.avro"], TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync([.. line.Select(Placed)]);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.Contains(Placed(expected), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder["a.avro"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Simulated_alerts_are_there_whole_or_not_at_all()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell that limits the size of files");
        var home = Directory.CreateTempSubdirectory("fink-odd-");
        try
        {
            var path = Path.Combine(home.FullName, "x.avro");
            var words = string.Join(' ', FinkProcess.Command.Concat(["simulate", path, "--alerts", "50"]).Select(word => $"'{word}'"));
            // Without the signal, a file that would grow too large is an error of writing, as on a full disk.
            using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/bash", ["-c", $"export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 200; exec {words}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await Task.WhenAll(shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), FinkProcess.WaitAsync(shell));
            Assert.Equal(1, shell.ExitCode);
            Assert.Empty(home.GetFiles());
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_broker_has_its_topics_before_it_tells_where_it_is()
    {
        var file = folder["address"];
        using var process = FinkProcess.Start("broker", "--rate", "1", "--address-file", file);
        while (!File.Exists(file)) await Task.Delay(10, TestContext.Current.CancellationToken);
        var listed = await FinkProcess.RunAsync("topics", "--bootstrap", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "--json");
        FinkProcess.Signal(process, 2);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), FinkProcess.WaitAsync(process));

        Assert.Equal(0, listed.ExitCode);
        string[] topics = ["fink_simulated_ztf", "ftransfer_ztf_simulated", "ftransfer_ztf_simulated_schema", "ztf_simulated_native", "fink_simulated_lsst", "ftransfer_lsst_simulated", "ftransfer_lsst_simulated_schema", "lsst_simulated_native"];
        Assert.All(topics, topic => Assert.Contains($"\"topic\":\"{topic}\"", listed.Output, StringComparison.Ordinal));
    }

    private string Placed(string text) => text.Replace("FOLDER", folder[""], StringComparison.Ordinal);
}
