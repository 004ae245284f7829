using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>`fink replay --as`, `fink broker` and `fink simulate`: what they publish and write is what the consumer reads.</summary>
public sealed class ReplayFormatTests(AlertFolder folder) : IClassFixture<AlertFolder>
{
    private const int Interrupt = 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("livestream", "fink_formats_ztf")]
    [InlineData("transfer", "ftransfer_ztf_formats")]
    [InlineData("rubin", "lsst_formats")]
    [InlineData("ztf", "ztf_formats")]
    public async Task Each_format_is_read_back_as_it_was(string format, string topic)
    {
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 1 });
        foreach (var name in new[] { topic, topic + "_schema" }) broker.CreateTopic(name);
        var result = await FinkProcess.RunAsync("replay", folder["b.avro"], "--bootstrap", broker.BootstrapServers, "--topic", topic, "--as", format, "--schema-id", "303");
        Assert.Equal((0, $"fink: 3 alerts are in {topic} at {broker.BootstrapServers}.\n"), (result.ExitCode, result.Error));

        await using var consumer = new AlertConsumer<ZtfAlert>(new AlertConsumerOptions
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = "g",
            Topics = [topic],
            StopAtEnd = true,
            Schemas = SchemaSource.From((id, _) => new ValueTask<AvroSchema?>(id == 303 ? ZtfAlert.Schema : null)),
            ConfigureKafka = EmbeddedBroker.Configure,
        });
        var read = new List<long?>();
        await foreach (var message in consumer.ReadAllAsync(Stop)) read.Add(message.Alert.Candid);
        Assert.Equal(AlertFile.Read<ZtfAlert>(folder["b.avro"]).Select(alert => alert.Candid), read);
    }

    [Fact]
    public async Task A_broker_stays_up_with_alerts_in_all_formats()
    {
        var addressFile = folder["address"];
        using var process = FinkProcess.Start("broker", "--rate", "20", "--partitions", "1", "--address-file", addressFile, "--fault", "duplicate=2", "--fault", "slow=1");
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        while (!File.Exists(addressFile) || (await File.ReadAllTextAsync(addressFile, Stop)).Length == 0) await Task.Delay(50, Stop);
        var servers = await File.ReadAllTextAsync(addressFile, Stop);
        string[] topics = ["fink_simulated_ztf", "fink_simulated_lsst", "ftransfer_ztf_simulated", "ftransfer_lsst_simulated", "ztf_simulated_native"];
        foreach (var topic in topics)
        {
            var result = await FinkProcess.RunAsync(["stream", "--bootstrap", servers, "--topic", topic, "--group", "g", "-q", "--json", "--limit", "3", .. StreamBroker.Patient]);
            Assert.Equal((0, 3, ""), (result.ExitCode, result.Lines.Length, result.Error));
        }

        var unique = await FinkProcess.RunAsync(
            ["stream", "--bootstrap", servers, "--topic", topics[0], "--group", "d", "-q", "--fields", "candid", "--csv", "--dedup", "--limit", "10", .. StreamBroker.Patient]);
        Assert.Equal("candid", unique.Lines[0]);
        Assert.Equal(11, unique.Lines.Distinct().Count());

        FinkProcess.Signal(process, Interrupt);
        await FinkProcess.WaitAsync(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("lsst_simulated_native", await output);
    }

    [Theory]
    [InlineData("ztf")]
    [InlineData("lsst")]
    public async Task Simulated_files_are_alerts_of_the_survey(string survey)
    {
        var path = folder[$"simulated-{survey}.avro"];
        var result = await FinkProcess.RunAsync("simulate", path, "--survey", survey, "--alerts", "4", "--seed", "9");
        Assert.Equal((0, path + "\n"), (result.ExitCode, result.Output));
        Assert.Equal($"           4  {path}\n", (await FinkProcess.RunAsync("count", path)).Output);
        var expected = survey == "ztf" ? new ZtfSimulator(9).EnumerateDatums(4) : new LsstSimulator(9).EnumerateDatums(4);
        Assert.Equal(expected, AlertFile.ReadDatums(path).Select(datum => datum.Datum.ToArray()));
        Assert.Contains("exists; --force replaces it", (await FinkProcess.RunAsync("simulate", path)).Error);
        Assert.Equal("4\n", (await FinkProcess.RunAsync("count", "--total", path)).Output);
    }

    [Fact]
    public async Task A_tail_is_the_last_alerts_and_until_a_time_leaves_the_rest()
    {
        await using var broker = new StreamBroker(partitions: 2);
        folder.WriteZtf("tail.avro", 20);
        await broker.PublishAsync(folder["tail.avro"]);
        var tail = await FinkProcess.RunAsync(broker.Stream("--json", "--tail", "5", "--until-end"));
        Assert.Equal((0, 5), (tail.ExitCode, tail.Lines.Length));

        await Task.Delay(1500, Stop);
        var now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(100, Stop);
        await broker.PublishAsync(folder["b.avro"]);
        string[] other = ["stream", "--bootstrap", broker.Servers, "--topic", StreamBroker.Topic, "--group", "u", "-q", "--json", .. StreamBroker.Patient];
        var until = await FinkProcess.RunAsync([.. other, "--until", now]);
        Assert.Equal((0, 20), (until.ExitCode, until.Lines.Length));
        var rest = await FinkProcess.RunAsync([.. other, "--until-end"]);
        Assert.Equal((0, 3), (rest.ExitCode, rest.Lines.Length));
    }

    [Fact]
    public async Task What_is_not_wanted_is_neither_shown_nor_saved_and_counts_as_processed()
    {
        await using var broker = new StreamBroker(partitions: 2);
        await broker.PublishAsync(folder["b.avro"]);
        var first = AlertFile.Read<ZtfAlert>(folder["b.avro"]).First().ObjectId!;
        string[] saved = ["--save", folder["wanted"], "--where", $"objectId = '{first}'"];
        var result = await FinkProcess.RunAsync(broker.Stream(["--fields", "objectId", "--until-end", .. saved]));
        Assert.Equal((0, $"{{\"objectId\":\"{first}\"}}\n", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(3, await broker.CommittedAsync());
        Assert.Equal([first], AlertFile.Read<ZtfAlert>(folder["wanted"]).Select(alert => alert.ObjectId));

        var other = await FinkProcess.RunAsync(broker.Stream("--until-end", "--save", folder["wanted"]));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains($"is a folder for the alerts of which this is true: objectId = '{first}'", other.Error);
        await broker.PublishAsync(folder["b.avro"]);
        var misspelt = await FinkProcess.RunAsync(broker.Stream("--until-end", "--json", "--where", "candidate.magpfs < 20"));
        Assert.Equal(2, misspelt.ExitCode);
        Assert.Contains("magpsf", misspelt.Error);
    }

    [Fact]
    public async Task A_doctor_finds_what_is_wrong()
    {
        await using var broker = new StreamBroker();
        await broker.PublishAsync(folder["a.avro"]);
        var well = await FinkProcess.RunAsync("doctor", "--bootstrap", broker.Servers, "--topic", StreamBroker.Topic, "--group", "g");
        Assert.Equal((0, ""), (well.ExitCode, well.Error));
        Assert.Contains("can be read as ZtfAlert", well.Output);
        Assert.Contains("g has 2 alerts to read", well.Output);
        Assert.DoesNotContain("wrong ", well.Output, StringComparison.Ordinal);

        var misspelt = await FinkProcess.RunAsync("doctor", "--bootstrap", broker.Servers, "--topic", "fink_tset_ztf");
        Assert.Equal(1, misspelt.ExitCode);
        Assert.Contains("Did you mean fink_test_ztf?", misspelt.Output);
        var unreachable = await FinkProcess.RunAsync("doctor", "--bootstrap", "no.such.host.invalid:24499");
        Assert.Equal(1, unreachable.ExitCode);
        Assert.Matches(@"wrong\s+name\s+no\.such\.host\.invalid", unreachable.Output);
    }

    [Theory]
    [InlineData(@"wrong\s+credentials\s+nothing says which server is meant\n\s+Give --survey ztf\|lsst", "doctor")]
    [InlineData(@"wrong\s+credentials\s+there are no credentials at .*\n\s+.*fink auth register", "doctor", "--survey", "lsst")]
    public async Task A_doctor_without_credentials_says_what_there_is(string expected, params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Matches(expected, result.Output);
        Assert.Contains("librdkafka", result.Output, StringComparison.Ordinal);
        Assert.Contains("free in this folder", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_says_what_it_does()
    {
        await using var broker = new StreamBroker(partitions: 2);
        await broker.PublishAsync(folder["b.avro"]);
        var result = await FinkProcess.RunAsync(broker.Talking("--json", "--limit", "1"));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"fink: connecting to {broker.Servers} as cli.\n", result.Error);
        Assert.Matches(@"fink: 1 alert in \d+ s\. 2 alerts are left for cli\.\n$", result.Error);
        var rest = await FinkProcess.RunAsync(broker.Talking("--json", "--until-end"));
        Assert.Matches(@"fink: reading 2 partitions of fink_test_ztf\. \d alerts? (is|are) left for cli\.\n", rest.Error);
        var none = await FinkProcess.RunAsync(broker.Talking("--json", "--until-end"));
        Assert.Contains("fink: no alert has come. 0 alerts are left for cli.\n", none.Error);
    }
}
