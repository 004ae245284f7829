namespace FinkTyped.Cli.Tests;

/// <summary><c>fink watch</c> and <c>fink dashboard</c> on simulated alerts, ended as Ctrl-C ends them.</summary>
public sealed class WatchCommandTests
{
    private const int Interrupt = 2;

    [Fact]
    public async Task Watching_shows_alerts_and_ends_on_Ctrl_C()
    {
        using var process = FinkProcess.Start("watch", "--demo", "--rate", "20");
        var lines = new List<string>();
        while (lines.Count < 10 && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) lines.Add(line);
        FinkProcess.Signal(process, Interrupt);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), FinkProcess.WaitAsync(process));

        Assert.Equal(130, process.ExitCode);
        Assert.Contains(lines, l => l.StartsWith("fink_sn_candidates_ztf  ZTF", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("fink_uniform_sample_lsst  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_serves_its_page_and_ends_on_Ctrl_C()
    {
        using var process = FinkProcess.Start("dashboard", "--demo", "--listen", "127.0.0.1:0");
        var address = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri(address!), TestContext.Current.CancellationToken);
        FinkProcess.Signal(process, Interrupt);
        await FinkProcess.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("<h1>Fink alerts</h1>", page, StringComparison.Ordinal);
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("dashboard", "--listen", "here")]
    [InlineData("dashboard", "--demo", "--rate", "0")]
    public async Task What_is_not_said_enough_is_wrong_usage(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("fink: ", result.Error, StringComparison.Ordinal);
    }
}
