using System.Text.RegularExpressions;

namespace FinkTyped.Cli.Tests;

/// <summary>What goes wrong in the first minute: command, message, exit code; never a stack trace, and no words of the library.</summary>
public sealed partial class FirstMinuteTests(FirstMinuteServer server) : IClassFixture<FirstMinuteServer>
{
    [Theory]
    // The command line.
    [InlineData(2, "Did you mean stream?", "steam", "--survey", "lsst")]
    [InlineData(2, "Did you mean --until-end?", "stream", "--bootstrap", "SERVER", "--until-ent")]
    [InlineData(2, "Did you mean --json?", "cat", "nowhere.avro", "--jsn")]
    [InlineData(2, "--survey is ztf or lsst, not lst. Did you mean lsst?", "stream", "--survey", "lst")]
    [InlineData(2, "--to is parquet, arrow, csv or avro, not xml.", "convert", "a.avro", "--to", "xml", "--out", "x")]
    [InlineData(2, "--limit takes a whole number, not ten.", "cat", "a.avro", "--limit", "ten")]
    [InlineData(2, "--rate takes a number, not fast.", "broker", "--rate", "fast")]
    [InlineData(2, "--limit is at least 0, not -1.", "cat", "a.avro", "--limit", "-1")]
    [InlineData(2, "Did you mean list?", "topic", "lst", "--survey", "lsst")]
    [InlineData(2, "a server is HOST:PORT", "stream", "--bootstrap", "127.0.0.1:99999", "--topic", "t", "--group", "g")]
    [InlineData(2, "a server is HOST:PORT", "topics", "--bootstrap", "127.0.0.1:kafka")]
    [InlineData(2, "a server is HOST:PORT", "auth", "register", "--survey", "lsst", "--username", "me", "--group", "g", "--servers", "h:port")]
    [InlineData(2, "--out takes a folder, and ", "transfer", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--out", "ALERTS")]
    [InlineData(2, "which server? Give --survey ztf|lsst, or --bootstrap HOST:PORT.", "stream")]
    [InlineData(2, "which topic? Give --topic TOPIC; `fink topics` lists them.", "stream", "--bootstrap", "SERVER", "--group", "g")]
    [InlineData(2, "which group? Give --group GROUP", "stream", "--bootstrap", "SERVER", "--topic", "fink_test_ztf")]
    [InlineData(2, "which survey? Give --survey ztf|lsst, or --config FILE.", "topic", "subscribe", "t")]
    [InlineData(2, "which user? Give --username NAME", "auth", "register", "--survey", "lsst", "--group", "g")]
    [InlineData(2, "--start-at is committed, earliest, latest or a time", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--start-at", "noon")]
    [InlineData(2, "--until is a time such as", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--until", "noon")]
    [InlineData(2, "-X takes KEY=VALUE, not x.", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "-X", "x")]
    [InlineData(2, "--csv needs --fields", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--csv")]
    [InlineData(2, "--fields takes names such as", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--fields", "a,,b")]
    [InlineData(2, "--tail and --start-at both say where to begin", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--tail", "5", "--start-at", "earliest")]
    [InlineData(2, "--file-size is a size such as 64MB", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--save", "x", "--file-size", "big")]
    [InlineData(2, "Option '--out' is required.", "transfer", "--bootstrap", "SERVER", "--topic", "t", "--group", "g")]
    [InlineData(2, "--notify webhook needs --webhook URL", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--notify", "webhook")]
    [InlineData(2, "--registry takes an address such as", "stream", "--bootstrap", "SERVER", "--topic", "t", "--group", "g", "--registry", "here")]
    // Credentials.
    [InlineData(1, "there are no credentials at", "stream", "--survey", "lsst")]
    [InlineData(1, "then run `fink auth register", "auth", "show")]
    [InlineData(1, "there are no credentials at nowhere.yml", "stream", "--config", "nowhere.yml")]
    [InlineData(1, "no topic has a token for telegram: give --survey or --config.", "stream", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "g", "--notify", "telegram")]
    [InlineData(1, "is a folder: give the file in it", "stream", "--config", "FOLDER")]
    // The server.
    [InlineData(1, "no server of 127.0.0.1:1 could be reached in 10 s", "stream", "--bootstrap", "127.0.0.1:1", "--topic", "t", "--group", "g")]
    [InlineData(1, "no server of 127.0.0.1:1 could be reached in 10 s", "topics", "--bootstrap", "127.0.0.1:1")]
    [InlineData(1, "Did you mean fink_test_ztf? `fink topics` lists them all. Give --wait where it will come into being.", "stream", "--bootstrap", "SERVER", "--topic", "fink_tset_ztf", "--group", "g")]
    [InlineData(1, "no topic's name matches the pattern ^nothing_.*", "stream", "--bootstrap", "SERVER", "--topic", "^nothing_.*", "--group", "g")]
    [InlineData(1, "the topic ftransfer_x does not exist", "transfer", "--bootstrap", "SERVER", "--topic", "ftransfer_x", "--group", "g", "--out", "OUT")]
    [InlineData(0, "fink_empty_ztf is empty.", "transfer", "--bootstrap", "SERVER", "--topic", "fink_empty_ztf", "--group", "g", "--out", "OUT")]
    [InlineData(1, "Check what -X sets.", "stream", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "g", "-X", "no.such.setting=1")]
    [InlineData(1, "Give the schema it was written with: --schema W.avsc.", "stream", "--bootstrap", "SERVER", "--topic", "fink_bare_ztf", "--group", "g", "--until-end")]
    [InlineData(1, "Give the registry that knows it: --registry URL.", "stream", "--bootstrap", "SERVER", "--topic", "fink_framed_ztf", "--group", "g", "--until-end")]
    // Files.
    [InlineData(1, "'/proc/no'", "transfer", "--bootstrap", "SERVER", "--topic", "fink_test_ztf", "--group", "f", "--out", "/proc/no/such/folder")]
    [InlineData(1, "nowhere.avro", "cat", "nowhere.avro")]
    [InlineData(1, "Make the folder first.", "simulate", "/proc/no/such/folder/x.avro")]
    [InlineData(1, "Make the folder first.", "convert", "ALERTS", "--to", "parquet", "--out", "/no/such/folder/x.parquet")]
    [InlineData(2, "candidate has no magpsff; did you mean candidate.magpsf?", "cat", "ALERTS", "--fields", "candidate.magpsff")]
    [InlineData(1, "there is no such file", "schema", "show", "nowhere.avro")]
    public async Task Each_says_what_is_wrong_and_what_to_do(int exitCode, string message, params string[] arguments)
    {
        var result = await FinkProcess.RunAsync([.. arguments.Select(a => a switch { "SERVER" => server.Servers, "OUT" => server.Folder, "FOLDER" => Path.GetTempPath(), "ALERTS" => server.Alerts, _ => a })]);
        Assert.Equal("", result.Output);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(LibraryWords(), result.Error);
        if (exitCode != 0) Assert.DoesNotContain("no alert has come", result.Error, StringComparison.Ordinal);
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("fink: ", line, StringComparison.Ordinal));
    }

    [GeneratedRegex("FallbackSchema|WaitForTopics|AlertConsumerOptions|ConfigureKafka|OnMalformed|RawValue|RawKey|WireFormat|FetchMaxBytes|BootstrapServers|Exception")]
    private static partial Regex LibraryWords();
}

/// <summary>A server with topics that hold nothing, and some that cannot be read without help.</summary>
public sealed class FirstMinuteServer : IAsyncLifetime
{
    private readonly StreamBroker _broker = new();
    private readonly AlertFolder _alerts = new();

    public string Servers => _broker.Servers;

    public string Alerts => _alerts["a.avro"];

    public string Folder { get; } = Directory.CreateTempSubdirectory("fink-first-").FullName;

    public async ValueTask InitializeAsync()
    {
        await _broker.PublishAsync(Alerts);
        _broker.Broker.CreateTopic("fink_empty_ztf", 1);
        foreach (var (topic, value) in new[] { ("fink_bare_ztf", new byte[] { 9, 9 }), ("fink_framed_ztf", [0, 0, 0, 4, 76, 1, 2]) })
        {
            _broker.Broker.CreateTopic(topic, 1);
            await using var replay = new FinkTyped.Kafka.AlertReplay(new FinkTyped.Kafka.AlertReplayOptions { BootstrapServers = Servers, Topic = topic });
            await replay.SendAsync(null, value, TestContext.Current.CancellationToken);
            await replay.FlushAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        _alerts.Dispose();
        return _broker.DisposeAsync();
    }
}
