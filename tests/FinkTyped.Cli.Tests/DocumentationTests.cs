using System.Text.RegularExpressions;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>Each line of the command that a page of the documentation shows, one after the other, against a server that alerts keep coming to.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    private const int Interrupt = 2;
    private const string Stream = "fink_in_tns_lsst";
    private const string Transfer = "ftransfer_lsst_2026-03-18_11487";

    private const string Schema =
        """
        {"type":"record","name":"alert","fields":[
          {"name":"diaSourceId","type":"long"},
          {"name":"diaObject","type":{"type":"record","name":"o","fields":[{"name":"diaObjectId","type":["long","null"]}]}},
          {"name":"diaSource","type":{"type":"record","name":"s","fields":[
            {"name":"midpointMjdTai","type":"double"},{"name":"psfFlux","type":"float"},{"name":"ra","type":"double"},{"name":"dec","type":"double"}]}}]}
        """;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-docs-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("docs/coming-from-fink-client.md", 22)]
    [InlineData("docs/guides/command.md", 25)]
    public async Task Each_line_of_a_page_works(string page, int least)
    {
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 2 });
        foreach (var topic in new[] { Stream, Transfer, Transfer + "_schema" }) broker.CreateTopic(topic);
        await PublishAsync(broker, Transfer + "_schema", System.Text.Encoding.UTF8.GetBytes(Schema), 1, null, Stop);
        await PublishAsync(broker, Transfer, System.Text.Encoding.UTF8.GetBytes(Transfer), 50, null, Stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var publishing = PublishAsync(broker, Stream, System.Text.Encoding.UTF8.GetBytes(Schema), int.MaxValue, 20, end.Token);
        using var telegram = new LocalService();
        await File.WriteAllTextAsync(Path.Combine(_folder, "W.avsc"), Schema, Stop);
        var environment = new Dictionary<string, string?> { ["FINK_HOME"] = _folder, ["FINK_SERVERS"] = broker.BootstrapServers, ["FINK_GROUP"] = "docs" };
        if (!page.Contains("coming", StringComparison.Ordinal))
        {
            foreach (var line in new[] { "auth register --survey lsst --username NAME --group GROUP", $"topic subscribe {Stream} --survey lsst" })
                Assert.Equal(0, (await FinkProcess.RunWithAsync(environment, line.Split(' '))).ExitCode);
        }

        var lines = Lines(await File.ReadAllTextAsync(Path.Combine(Root(), page), Stop)).ToList();
        Assert.True(lines.Count >= least, $"{lines.Count} lines");
        foreach (var line in lines) await RunAsync(line, environment, telegram);
        await end.CancelAsync();
        await publishing;
    }

    private async Task RunAsync(string line, Dictionary<string, string?> environment, LocalService telegram)
    {
        List<string> words = [.. line.Replace("'", "", StringComparison.Ordinal).Split(' ')[1..]];
        if (words.Contains("--notify")) words.AddRange(["--notify-url", telegram.Address, "--limit", "3"]);
        if (words[0] is "stream" or "transfer") words.AddRange(StreamBroker.Patient);
        if (words[0] == "cat" && !Path.Exists(Path.Combine(_folder, words[1]))) return;
        // The embedded broker does not find alerts by time.
        if (words.Any(word => word.StartsWith("2026-", StringComparison.Ordinal)))
        {
            Assert.Empty(FinkCommand.Create(Terminal.CliConsole.Standard()).Parse(words).Errors);
            return;
        }

        var goesOn = words[0] == "broker" || (words[0] == "stream" && !words.Any(word => word is "--limit" or "--until-end"));
        using var process = FinkProcess.Start([.. words], environment, _folder);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        if (goesOn)
        {
            await Task.Delay(Watched, Stop);
            if (!process.HasExited) FinkProcess.Signal(process, Interrupt);
        }

        await FinkProcess.WaitAsync(process);
        // What follows on the page needs it again.
        if (words is ["topic", "remove", ..]) await FinkProcess.RunWithAsync(environment, "topic", "subscribe", words[2], "--survey", "lsst", "--telegram-token", "T", "--telegram-channel", "C");
        Assert.True(process.ExitCode == (goesOn ? 130 : 0), $"{line}\nexit code {process.ExitCode}\n{await output}\n{await error}");
    }

    // What stands in blocks of shell, and in the second column of tables.
    private static IEnumerable<string> Lines(string page)
    {
        var inside = false;
        foreach (var line in page.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = line == "```sh";
            else if (inside) yield return line;
            else if (line.StartsWith('|') && InTable().Match(line) is { Success: true } match) yield return match.Groups[1].Value;
        }
    }

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FinkTyped.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static async Task PublishAsync(EmbeddedBroker broker, string topic, byte[] key, int count, double? rate, CancellationToken end = default)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = topic, Rate = rate });
        try
        {
            for (var id = 1; id <= count; id++) await replay.SendAsync(key, Datum(id), end);
            await replay.FlushAsync(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private static byte[] Datum(long id)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        writer.WriteLong(id);
        writer.WriteLong(0);
        writer.WriteLong(id + 1000);
        writer.WriteDouble(61121.5);
        writer.WriteFloat(id);
        writer.WriteDouble(10);
        writer.WriteDouble(-5);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    [GeneratedRegex(@"^\|[^|]*\| `(fink [^`]*)`")]
    private static partial Regex InTable();
}
