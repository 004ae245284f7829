using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>`fink auth` and `fink topic`, in a home of their own.</summary>
public sealed class AuthCommandTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("fink-home-").FullName;

    private string LsstFile => Path.Combine(_home, "lsst_credentials.yml");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Who_registers_is_known_from_then_on_and_no_secret_is_shown()
    {
        var registered = await RunAsync("auth", "register", "--survey", "lsst", "--username", "me", "--group", "007");
        Assert.Equal((0, "", $"fink: saved to {LsstFile}. `fink topic list` shows what there is to subscribe to.\n"), (registered.ExitCode, registered.Output, registered.Error));
        var subscribed = await RunAsync("topic", "subscribe", "fink_in_tns_lsst", "--survey", "lsst", "--telegram-token", "123:ABC", "--telegram-channel", "@me");
        Assert.Equal((0, $"fink: {LsstFile} has 1 topic now.\n"), (subscribed.ExitCode, subscribed.Error));
        Assert.Equal(0, (await RunAsync("topic", "subscribe", "fink_hostless_candidate_lsst", "--config", LsstFile)).ExitCode);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LsstFile));

        var shown = await RunAsync("auth", "show");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("kafka-lsst.fink-broker.org:24499", shown.Output);
        Assert.Contains("fink_in_tns_lsst  telegram @me ***", shown.Output);
        Assert.DoesNotContain("ABC", shown.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("topic", "remove", "fink_hostless_candidate_lsst", "--survey", "lsst")).ExitCode);
        var file = FinkCredentials.LoadFile(LsstFile);
        Assert.Equal(("007", "me", "lsst"), (file.GroupId, file.Username, file.Survey));
        Assert.Equal(["fink_in_tns_lsst"], file.Topics);
    }

    [Fact]
    public async Task Registering_again_changes_what_is_given_and_nothing_else()
    {
        await File.WriteAllTextAsync(LsstFile, "# mine\nusername: me # really\ngroupid: old\nservers: a:1\nsurvey: lsst\nmaxtimeout: 3\ntopics:\n  x: {}\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("auth", "register", "--survey", "lsst", "--group", "new")).ExitCode);
        Assert.Equal(
            "# mine\nusername: me # really\ngroupid: new\nservers: a:1\nsurvey: lsst\nmaxtimeout: 3\ntopics:\n  x: {}\n",
            await File.ReadAllTextAsync(LsstFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_old_file_that_knew_no_survey_serves_until_there_is_a_new_one()
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "credentials.yml"), "username: me\ngroup_id: g\nmytopics: [fink_a_ztf]\nservers: a:1\npassword: null\n", TestContext.Current.CancellationToken);
        Assert.Contains("fink_a_ztf", (await RunAsync("auth", "show", "--survey", "ztf")).Output);
        Assert.Equal(0, (await RunAsync("auth", "register", "--survey", "lsst")).ExitCode);
        var file = FinkCredentials.LoadFile(LsstFile);
        Assert.Equal(("me", "g", "kafka-lsst.fink-broker.org:24499"), (file.Username, file.GroupId, file.Servers));
        Assert.Empty(file.Topics);
    }

    [Fact]
    public async Task Nothing_that_the_old_file_holds_is_lost()
    {
        const string Old = """
            # made in 2019
            username: me   # not my real name
            group_id: g
            mytopics:
            - fink_a_ztf
            - fink_b_lsst   # the best
            servers: 'one:24499,two:24499'
            password: null
            testing: true
            plugins: {slack: [a, b]}
            topics:
              fink_a_ztf: {telegram: {channel: '@me', token: '1:A'}}
              fink_b_lsst:
                telegram:
                  channel: '@you'
                  token: "2:B"
                mine: kept

            """;
        var old = Path.Combine(_home, "credentials.yml");
        await File.WriteAllTextAsync(old, Old, TestContext.Current.CancellationToken);
        var registered = await RunAsync("auth", "register", "--survey", "lsst", "--max-timeout", "7");
        Assert.Equal((0, $"fink: saved to {LsstFile}, with what {old} holds, which stays.\n"), (registered.ExitCode, registered.Error));
        Assert.Equal(Old, await File.ReadAllTextAsync(old, TestContext.Current.CancellationToken));
        Assert.Equal("""
            # made in 2019
            username: me   # not my real name
            group_id: g
            mytopics:
            - fink_b_lsst   # the best
            servers: kafka-lsst.fink-broker.org:24499
            password: null
            testing: true
            plugins: {slack: [a, b]}
            topics:
              fink_b_lsst:
                telegram:
                  channel: '@you'
                  token: "2:B"
                mine: kept
            groupid: g
            maxtimeout: 7
            survey: lsst

            """, await File.ReadAllTextAsync(LsstFile, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("2:B", (await RunAsync("auth", "show")).Output, StringComparison.Ordinal);

        // Registered again, the file itself is changed, and the other survey still has the old one.
        Assert.Equal($"fink: saved to {LsstFile}.\n", (await RunAsync("auth", "register", "--survey", "lsst", "--group", "h")).Error);
        Assert.Contains("\ntesting: true\n", await File.ReadAllTextAsync(LsstFile, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("auth", "register", "--survey", "ztf")).ExitCode);
        var ztf = FinkCredentials.LoadFile(Path.Combine(_home, "ztf_credentials.yml"));
        Assert.Equal(["fink_a_ztf"], ztf.Topics);
        Assert.Equal("g", ztf.GroupId);
        Assert.Equal(new NotificationAccount("1:A", "@me"), ztf.NotificationOf("fink_a_ztf", "telegram"));
    }

    [Fact]
    public async Task The_topics_of_the_server_are_listed_with_what_they_hold_and_who_is_subscribed()
    {
        await using var broker = new StreamBroker(partitions: 3);
        broker.Broker.CreateTopic("fink_in_tns_lsst", 2);
        broker.Broker.CreateTopic("ftransfer_lsst_x", 1);
        await using (var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.Servers, Topic = "fink_in_tns_lsst" }))
        {
            for (var i = 0; i < 7; i++) await replay.SendAsync([1], [1], TestContext.Current.CancellationToken);
            await replay.FlushAsync(TestContext.Current.CancellationToken);
        }

        await RunAsync("auth", "register", "--survey", "lsst", "--username", "me", "--group", "g", "--servers", broker.Servers);
        await RunAsync("topic", "subscribe", "fink_in_tns_lsst", "fink_gone_lsst", "--survey", "lsst");
        var listed = await RunAsync("topic", "list", "--survey", "lsst");
        Assert.Equal(0, listed.ExitCode);
        Assert.Matches(@"✓\s+fink_in_tns_lsst\s+livestream\s+2\s+7\s+objects that the Transient", listed.Output);
        Assert.Matches(@"ftransfer_lsst_x\s+data\s+transfer\s+1\s+0", listed.Output);
        Assert.Contains("subscribed to, but not on the server: fink_gone_lsst.", listed.Error);

        var json = await RunAsync("topics", "--json", "--survey", "lsst");
        Assert.Contains("""{"topic":"fink_in_tns_lsst","service":"livestream","partitions":2,"messages":7,"subscribed":true,"holds":"objects that the Transient Name Server knows"}""", json.Lines);
    }

    [Fact]
    public async Task A_group_is_shown_and_set_elsewhere()
    {
        await using var broker = new StreamBroker(partitions: 2);
        using var folder = new AlertFolder();
        await broker.PublishAsync(folder["b.avro"]);
        string[] group = ["--bootstrap", broker.Servers, "--group", StreamBroker.Group];
        var none = await RunAsync(["group", "show", .. group]);
        Assert.Equal((0, ""), (none.ExitCode, none.Output));
        Assert.Contains("has processed nothing", none.Error);

        Assert.Equal(0, (await RunAsync(["group", "reset", .. group, "--topic", StreamBroker.Topic, "--to", "latest"])).ExitCode);
        Assert.Matches(@"fink_test_ztf\s+0\s+0\s+2\s+2\s+0", (await RunAsync(["group", "show", .. group])).Output);
        Assert.Equal(3, await broker.CommittedAsync());
        Assert.Equal(0, (await RunAsync(["group", "reset", .. group, "--topic", StreamBroker.Topic, "--to", "earliest"])).ExitCode);
        Assert.Equal(0, await broker.CommittedAsync());
        var lag = await RunAsync(["lag", .. group, "--topic", StreamBroker.Topic, "--json"]);
        Assert.Contains("""{"group":"cli","topic":"fink_test_ztf","partition":0,"oldest":0,"processed":0,"newest":2,"left":2}""", lag.Lines);
    }

    [Theory]
    [InlineData("- a list\n", "the file holds no keys and values")]
    [InlineData("survey: ztf\n", "the key 'survey' is 'ztf', not 'lsst'")]
    [InlineData("groupid: [a]\n", "the key 'groupid' is no text")]
    [InlineData("groupid: g\n", "the key 'servers' is not set")]
    [InlineData("a: [\n", "no valid YAML (line ")]
    public async Task What_is_wrong_in_a_file_is_named_with_the_file_and_what_to_do(string text, string reason)
    {
        await File.WriteAllTextAsync(LsstFile, text, TestContext.Current.CancellationToken);
        var result = await RunAsync("stream", "--survey", "lsst");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"fink: {LsstFile}: {reason}", result.Error, StringComparison.Ordinal);
        Assert.Contains("fink auth register", result.Error);
    }

    [Theory]
    [InlineData("- a list\n")]
    [InlineData("survey: ztf\n")]
    [InlineData("groupid: [a]\n")]
    [InlineData("a: [\n")]
    public async Task What_is_to_be_done_about_a_file_helps(string text)
    {
        await File.WriteAllTextAsync(LsstFile, text, TestContext.Current.CancellationToken);
        var result = await RunAsync("auth", "register", "--survey", "lsst", "--username", "me", "--group", "g");
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("Correct it, or remove it and run `fink auth register( --survey lsst)?`", result.Error);
        Assert.Equal(text, await File.ReadAllTextAsync(LsstFile, TestContext.Current.CancellationToken));
        File.Delete(LsstFile);
        Assert.Equal(0, (await RunAsync("auth", "register", "--survey", "lsst", "--username", "me", "--group", "g")).ExitCode);
    }

    [Fact]
    public async Task Values_come_from_the_environment_where_neither_line_nor_file_has_them()
    {
        await using var broker = new StreamBroker();
        using var folder = new AlertFolder();
        await broker.PublishAsync(folder["a.avro"]);
        Dictionary<string, string?> environment = new() { ["FINK_SERVERS"] = broker.Servers, ["FINK_GROUP"] = "env", ["FINK_TOPICS"] = $"{StreamBroker.Topic}, " };
        var result = await FinkProcess.RunWithAsync(environment, "stream", "--until-end", "--json", "-X", "client.id=me");
        Assert.Equal((0, 2), (result.ExitCode, result.Lines.Length));
        environment["FINK_SURVEY"] = "sdss";
        Assert.Contains("FINK_SURVEY is ztf or lsst", (await FinkProcess.RunWithAsync(environment, "stream")).Error);
    }

    private Task<FinkResult> RunAsync(params string[] arguments) => FinkProcess.RunWithAsync(new Dictionary<string, string?> { ["FINK_HOME"] = _home }, arguments);
}
