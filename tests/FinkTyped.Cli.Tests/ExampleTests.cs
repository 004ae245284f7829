using FinkTyped.Cli.Help;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Tests;

/// <summary>Each example that the help of a command shows, as a process against a server that holds alerts of both surveys.</summary>
public sealed class ExampleTests : IAsyncLifetime
{
    private const int Interrupt = 2;

    private static readonly string[] Topics = ["fink_test_ztf", "fink_sn_candidates_ztf", "fink_test_lsst", "ftransfer_ztf_2026-03-23_11487", "ftransfer_ztf_mine"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-examples-").FullName;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 2 });
    private readonly Dictionary<string, string?> _environment = [];

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var topic in Topics) _broker.CreateTopic(topic);
        foreach (var topic in Topics.Where(topic => topic.StartsWith("ftransfer", StringComparison.Ordinal))) _broker.CreateTopic(topic + "_schema", 1);
        (_environment["FINK_HOME"], _environment["FINK_SERVERS"], _environment["FINK_GROUP"]) = (_folder, _broker.BootstrapServers, "examples");
        foreach (var path in new[] { "alerts.avro", "alerts/a.avro", "night/a.avro" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
            using var file = AlertFileWriter.Create<ZtfAlert>(Path.Combine(_folder, path));
            foreach (var alert in new ZtfSimulator(3).Enumerate(path.StartsWith("night", StringComparison.Ordinal) ? 100 : 12)) file.Append(alert);
        }

        await PublishAsync(Topics[0], new ZtfSimulator(1));
        await PublishAsync(Topics[1], new ZtfSimulator(2));
        await PublishAsync(Topics[2], new LsstSimulator(1));
        await RunAsync($"fink replay alerts.avro --bootstrap localhost:9092 --topic {Topics[3]} --as transfer");
        foreach (var survey in new[] { "ztf", "lsst" })
        {
            await RunAsync($"fink auth register --survey {survey} --username NAME --group GROUP");
            await RunAsync($"fink topic subscribe fink_test_{survey} --survey {survey}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_example_works()
    {
        foreach (var example in Examples.All.Values.SelectMany(lines => lines).Distinct().Where(line => line != Simulate)) await RunAsync(example);
        // It makes what the others read.
        File.Delete(Path.Combine(_folder, "alerts.avro"));
        await RunAsync(Simulate);
    }

    private const string Simulate = "fink simulate alerts.avro --survey lsst --alerts 10";

    private async Task RunAsync(string line)
    {
        // As a shell takes it apart, without the quotes.
        List<string> words = [.. line.Replace("'", "", StringComparison.Ordinal).Replace("localhost:9092", _broker.BootstrapServers, StringComparison.Ordinal).Split(' ')[1..]];
        if (words[0] is "stream" or "transfer") words.AddRange(StreamBroker.Patient);
        // A group of its own: the server may not have forgotten yet those that have just read.
        if (words is ["group", "reset", ..]) words.AddRange(["--group", "nobody"]);
        if (words[0] == "dashboard") words.AddRange(["--listen", "127.0.0.1:0"]);
        using var process = FinkProcess.Start([.. words], _environment, _folder);
        process.StandardInput.Close();
        var goesOn = words[0] is "broker" or "watch" or "dashboard" || (words[0] == "stream" && !words.Any(word => word is "--limit" or "--until-end"));
        // Until it has said something; one that only shows what comes may have nothing to say.
        var said = process.StandardOutput.ReadLineAsync(Stop).AsTask();
        if (goesOn) await Task.WhenAny(said, process.WaitForExitAsync(Stop), Task.Delay(Watched, Stop));
        if (goesOn && !process.HasExited) FinkProcess.Signal(process, Interrupt);
        var error = process.StandardError.ReadToEndAsync(Stop);
        var output = said.ContinueWith(_ => process.StandardOutput.ReadToEndAsync(Stop), Stop, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        await FinkProcess.WaitAsync(process, error);
        Assert.True(process.ExitCode == (goesOn ? 130 : 0), $"{line}\nexit code {process.ExitCode}\n{await said}\n{await output}\n{await error}");
    }

    private async Task PublishAsync<T>(string topic, AlertSimulator<T> simulator) where T : class, IAvroRecord<T>
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = _broker.BootstrapServers, Topic = topic });
        await replay.PublishAsync(simulator.Enumerate(12), Stop);
    }
}
