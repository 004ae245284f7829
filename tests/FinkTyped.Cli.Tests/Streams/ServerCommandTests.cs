using System.Diagnostics;

namespace FinkTyped.Cli.Tests;

/// <summary>`fink replay`, `fink topics` and `fink lag`.</summary>
public sealed class ServerCommandTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    [Fact]
    public async Task Replay_publishes_folders_as_often_as_asked_and_says_how_many()
    {
        await using var broker = new StreamBroker(partitions: 3);
        var result = await FinkProcess.RunAsync(broker.Replay(folder.FullPath, "--repeat", "3"));

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("21 alerts are in fink_test_ztf", result.Error);
        Assert.Equal(21, (await FinkProcess.RunAsync(broker.Stream("--json", "--until-end"))).Lines.Length);
    }

    [Fact]
    public async Task Replay_keeps_to_the_rate()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["a.avro"]);
        var watch = Stopwatch.StartNew();
        await broker.PublishAsync(folder["a.avro"], "--repeat", "20", "--rate", "20");
        // 39 gaps of 50 ms; what comes on top is the machine's.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.95), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Replay_reads_standard_input()
    {
        await using var broker = new StreamBroker();
        var bytes = await File.ReadAllBytesAsync(folder["b.avro"], TestContext.Current.CancellationToken);
        var result = await FinkProcess.RunAsync(broker.Replay("-"), bytes);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 alerts are in", result.Error);
    }

    [Fact]
    public async Task Replay_names_what_it_cannot_read_or_reach()
    {
        await using var broker = new StreamBroker();
        var missing = await FinkProcess.RunAsync(broker.Replay(folder["nowhere.avro"]));
        Assert.Equal((1, ""), (missing.ExitCode, missing.Output));
        Assert.Contains("nowhere.avro", missing.Error);

        var unreachable = await FinkProcess.RunAsync("replay", folder["a.avro"], "--topic", "t", "--bootstrap", "127.0.0.1:1");
        Assert.Equal((1, ""), (unreachable.ExitCode, unreachable.Output));
        Assert.Contains("127.0.0.1:1", unreachable.Error);
        Assert.Contains("address", unreachable.Error);
        Assert.DoesNotContain(" at ", unreachable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_listed_by_service()
    {
        await using var broker = new StreamBroker(partitions: 3);
        broker.Broker.CreateTopic("ftransfer_ztf_x", 1);
        var result = await FinkProcess.RunAsync("topics", "--bootstrap", broker.Servers);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"fink_test_ztf\s+livestream\s+3", result.Output);
        Assert.Matches(@"ftransfer_ztf_x\s+data transfer\s+1", result.Output);
    }

    [Fact]
    public async Task Lag_is_what_is_left_for_the_group()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["b.avro"]);
        await FinkProcess.RunAsync(broker.Stream("--json", "--limit", "1"));
        var result = await FinkProcess.RunAsync("lag", "--bootstrap", broker.Servers, "--topic", StreamBroker.Topic, "--group", StreamBroker.Group);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"fink_test_ztf\s+0\s+0\s+1\s+3\s+2", result.Output);
        Assert.Contains("2 alerts are left for cli.", result.Output);
    }

    [Theory]
    [InlineData("topics")]
    [InlineData("lag", "--bootstrap", "127.0.0.1:1", "--topic", "t")]
    [InlineData("lag", "--bootstrap", "127.0.0.1:1", "--group", "g")]
    public async Task What_is_missing_is_asked_for(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("? Give --", result.Error);
    }
}
