using System.Net;
using System.Text;

namespace FinkTyped.Cli.Tests;

/// <summary><c>fink watch</c> and <c>fink dashboard</c> on simulated alerts, ended as Ctrl-C ends them.</summary>
public sealed class WatchCommandTests
{
    private const int Interrupt = 2;

    [Fact]
    public async Task Watching_shows_alerts_and_ends_on_Ctrl_C()
    {
        const string Ztf = "fink_sn_candidates_ztf  ZTF";
        const string Lsst = "fink_uniform_sample_lsst  ";
        using var process = FinkProcess.Start("watch", "--demo", "--rate", "20");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        // The topics have consumers of their own, of which one may come long before the others.
        while ((lines.Count < 10 || !Has(lines, Ztf) || !Has(lines, Lsst)) && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) lines.Add(line);
        FinkProcess.Signal(process, Interrupt);
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), FinkProcess.WaitAsync(process));

        Assert.Equal(130, process.ExitCode);
        Assert.True(Has(lines, Ztf) && Has(lines, Lsst), $"{string.Join('\n', lines)}\n{await error}");

        static bool Has(List<string> lines, string start) => lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal));
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
    [InlineData("q", 0)]
    [InlineData("\u0003", 130)]
    public async Task Watching_in_a_terminal_ends_on_q_and_on_Ctrl_C(string key, int expected)
    {
        using var process = TerminalProcess.Start(80, new Dictionary<string, string?> { ["TERM"] = "xterm-256color" }, "watch", "--demo", "--rate", "20");
        var shown = new StringBuilder();
        var buffer = new char[4096];
        while (!shown.ToString().Contains("a second", StringComparison.Ordinal) && await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read) shown.Append(buffer, 0, read);
        await process.StandardInput.WriteAsync(key);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        shown.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await FinkProcess.WaitAsync(process);

        Assert.Equal(expected, process.ExitCode);
        Assert.Contains("\u001b[?25h", shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_look_only_where_they_are_let_and_never_under_a_strangers_name()
    {
        using var process = FinkProcess.Start("dashboard", "--demo", "--listen", "0.0.0.0:0", "--host", "alerts.example.org");
        var port = new Uri((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).Port;
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, await AskAsync("alerts.example.org"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("192.0.2.7"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync("evil.example"));
        FinkProcess.Signal(process, Interrupt);
        await FinkProcess.WaitAsync(process);
        Assert.Equal("fink: whoever can reach this machine can look at the stream; the page has no password.", (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd());

        async Task<HttpStatusCode> AskAsync(string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/")) { Headers = { Host = host } };
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
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
