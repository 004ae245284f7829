using FinkTyped.Kafka;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

public sealed class StreamCommandTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_replayed_comes_out_as_it_is_in_the_file_and_counts_as_processed()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["b.avro"]);
        var result = await FinkProcess.RunAsync(broker.Stream("--json", "--until-end"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((await FinkProcess.RunAsync("cat", folder["b.avro"], "--json")).Lines, result.Lines);
        Assert.Equal(3, await broker.CommittedAsync());
    }

    [Theory]
    [InlineData("committed", 2)]
    [InlineData("earliest", 3)]
    [InlineData("latest", 0)]
    public async Task A_stream_begins_where_it_is_told(string start, int count)
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["b.avro"]);
        await broker.ProcessAsync(1);
        var result = await FinkProcess.RunAsync(broker.Stream("--json", "--until-end", "--start-at", start));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((await FinkProcess.RunAsync("cat", folder["b.avro"], "--json")).Lines[^count..], result.Lines);
    }

    [Fact]
    public async Task A_limit_processes_no_more_than_it_shows()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["b.avro"]);
        var result = await FinkProcess.RunAsync(broker.Stream("--json", "--limit", "2"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((await FinkProcess.RunAsync("cat", folder["b.avro"], "--json")).Lines[..2], result.Lines);
        Assert.Equal(2, await broker.CommittedAsync());
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task An_interrupt_processes_what_was_shown_and_nothing_else(int signal)
    {
        await using var broker = new StreamBroker(partitions: 4);
        folder.WriteZtf($"many{signal}.avro", 40);
        await broker.PublishAsync(folder[$"many{signal}.avro"], "--repeat", "5");

        using var process = FinkProcess.Start(broker.Stream("--json"));
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var lines = 0;
        for (; lines < 20; lines++) Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        FinkProcess.Signal(process, signal);
        // While the test does not read, the pipe is full, and most are not shown.
        await Task.Delay(1000, Stop);
        while (await process.StandardOutput.ReadLineAsync(Stop) is not null) lines++;
        await FinkProcess.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", await errors);
        Assert.InRange(lines, 20, 200);
        Assert.Equal(lines, await broker.CommittedAsync());
    }

    [Fact]
    public async Task An_interrupt_ends_an_idle_stream()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["a.avro"]);
        using var process = FinkProcess.Start(broker.Stream("--json"));
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        FinkProcess.Signal(process, Interrupt);
        await FinkProcess.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.Equal(2, await broker.CommittedAsync());
    }

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task Who_is_interrupted_has_left_the_group_when_it_ends(int signal)
    {
        // The embedded broker lets a group go with the session time-out alone; any other does so when the last member says that it leaves.
        await using var broker = new StreamBroker(partitions: 3);
        await broker.PublishAsync(folder["a.avro"]);
        broker.Broker.WatchRequests();
        using var process = FinkProcess.Start(broker.Stream("--json"));
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        Assert.Equal(0, broker.Broker.CountRequests(KafkaRequest.LeaveGroup));
        FinkProcess.Signal(process, signal);
        await process.StandardOutput.ReadToEndAsync(Stop);
        await FinkProcess.WaitAsync(process);
        Assert.Equal((130, 1), (process.ExitCode, broker.Broker.CountRequests(KafkaRequest.LeaveGroup)));
    }

    [Fact]
    public async Task A_reader_that_goes_away_leaves_the_rest_unprocessed()
    {
        await using var broker = new StreamBroker();
        folder.WriteZtf("more.avro", 60);
        await broker.PublishAsync(folder["more.avro"]);
        using var process = FinkProcess.Start(broker.Stream("--json"));
        for (var i = 0; i < 3; i++) Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        process.StandardOutput.Close();
        await FinkProcess.WaitAsync(process);

        Assert.Equal(0, process.ExitCode);
        Assert.InRange(await broker.CommittedAsync(), 3, 59);
    }

    [Fact]
    public async Task Without_json_an_alert_is_a_line_and_saving_keeps_its_bytes()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["b.avro"]);
        var result = await FinkProcess.RunAsync(broker.Stream("--until-end", "--display", "--save", folder["saved"]));

        // A row for each, below their headings.
        Assert.Equal((0, "", 4), (result.ExitCode, result.Error, result.Lines.Length));
        Assert.Contains(AlertFile.Read<ZtfAlert>(folder["b.avro"]).First().ObjectId!, result.Lines[1], StringComparison.Ordinal);
        Assert.Equal(
            AlertFile.ReadDatums(folder["b.avro"]).Select(d => Convert.ToHexString(d.Datum.Span)),
            AlertFile.ReadDatums(folder["saved"]).Select(d => Convert.ToHexString(d.Datum.Span)));
    }

    [Fact]
    public async Task A_malformed_message_is_named_and_the_others_are_shown()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["a.avro"]);
        await using (var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.Servers, Topic = StreamBroker.Topic }))
        {
            await replay.SendAsync("no schema"u8.ToArray(), [1, 2, 3], Stop);
            await replay.FlushAsync(Stop);
        }

        await broker.PublishAsync(folder["a.avro"]);
        var result = await FinkProcess.RunAsync(broker.Stream("--json", "--until-end", "--save", folder["faults"]));
        Assert.Equal((1, 4), (result.ExitCode, result.Lines.Length));
        Assert.Contains("1 of 5 messages could not be decoded", result.Error);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(folder["faults"], "malformed", $"{StreamBroker.Topic}-000-000000000002.value"), Stop));
        Assert.Equal(5, await broker.CommittedAsync());
    }

    [Fact]
    public async Task The_password_is_taken_from_the_environment_and_never_shown()
    {
        await using var broker = new StreamBroker();
        await using var proxy = new ScramProxy(broker.Broker.BootstrapServers, broker.Broker.Advertise, "me", "hunter2");
        string[] server = ["--bootstrap", proxy.Address, "--topic", StreamBroker.Topic, "--username", "me"];
        var published = await FinkProcess.RunWithPasswordAsync("hunter2", ["replay", folder["a.avro"], .. server]);
        Assert.Equal((0, ""), (published.ExitCode, published.Output));

        var result = await FinkProcess.RunWithPasswordAsync("hunter2", ["stream", .. server, "--group", "g", "--json", "--until-end", "-q"]);
        Assert.Equal((0, "", 2), (result.ExitCode, result.Error, result.Lines.Length));

        var wrong = await FinkProcess.RunWithPasswordAsync("hunter3", ["stream", .. server, "--group", "g", "--json", "--until-end", "-q"]);
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("Check the user name and the password", wrong.Error);
        Assert.DoesNotContain("hunter3", wrong.Error, StringComparison.Ordinal);

        var onTheLine = await FinkProcess.RunAsync(["stream", .. server, "--group", "g", "--password", "hunter2"]);
        Assert.Equal(2, onTheLine.ExitCode);
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_is_told_with_a_remedy()
    {
        await using var broker = new StreamBroker();
        var result = await FinkProcess.RunAsync("stream", "--bootstrap", broker.Servers, "--topic", "fink_tst_ztf", "--group", "g");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"Did you mean {StreamBroker.Topic}?", result.Error);
    }

    [Fact]
    public async Task Who_waits_for_a_topic_is_told_so_and_gets_it()
    {
        await using var broker = new StreamBroker();
        string[] line = ["stream", "--bootstrap", broker.Servers, "--topic", "fink_late_ztf", "--group", "g", "--wait", "--json", "--limit", "2", .. StreamBroker.Patient];
        using var process = FinkProcess.Start([.. line, "-X", "topic.metadata.refresh.interval.ms=500"]);
        string? said;
        while ((said = await process.StandardError.ReadLineAsync(Stop)) != "fink: fink_late_ztf does not exist yet; waiting for it.") Assert.StartsWith("fink: connecting", said, StringComparison.Ordinal);
        broker.Broker.CreateTopic("fink_late_ztf");
        Assert.Equal(0, (await FinkProcess.RunAsync("replay", folder["a.avro"], "--bootstrap", broker.Servers, "--topic", "fink_late_ztf")).ExitCode);
        var errors = process.StandardError.ReadToEndAsync(Stop);
        Assert.Equal(2, (await process.StandardOutput.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await FinkProcess.WaitAsync(process);
        Assert.Equal(0, process.ExitCode);
        Assert.DoesNotContain("an earlier member", await errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("which server?")]
    [InlineData("which topic?", "--bootstrap", "127.0.0.1:1", "--group", "g")]
    [InlineData("which group?", "--bootstrap", "127.0.0.1:1", "--topic", "t")]
    [InlineData("--start-at is", "--bootstrap", "127.0.0.1:1", "--topic", "t", "--group", "g", "--start-at", "yesterday")]
    [InlineData("--limit is at least 1", "--bootstrap", "127.0.0.1:1", "--topic", "t", "--group", "g", "--limit", "0")]
    public async Task What_is_missing_is_asked_for(string question, params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(["stream", .. arguments]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(question, result.Error);
    }
}
