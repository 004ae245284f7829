using System.Text;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Tests;

/// <summary>A stream whose messages are not all in order.</summary>
public sealed class StreamFaultTests
{
    private const string Topic = "fink_old_ztf";

    private static readonly byte[] Good = Convert.FromHexString("085a544631" + "00000000000000e03f" + "0261" + "02" + "00009441");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_disagrees_with_its_schema_is_told_and_kept_and_does_not_spoil_the_others(bool json)
    {
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 1 });
        broker.CreateTopic(Topic);
        // The second has a branch that the union of rfscore has not, the fourth a key that is no schema.
        byte[] wrongBranch = [.. Good[..5], 4, .. Good[6..]];
        await SendAsync(broker, (SchemaFolder.Older, Good), (SchemaFolder.Older, wrongBranch), (SchemaFolder.Older, Good), ("2.7_3.10.1", Good));
        var folder = Directory.CreateTempSubdirectory("fink-test-").FullName;
        try
        {
            string[] arguments = ["stream", "--topic", Topic, "--bootstrap", broker.BootstrapServers, "--group", "g", "--until-end", "-q", "--save", folder];
            var result = await FinkProcess.RunAsync(json ? [.. arguments, "--json"] : [.. arguments, "--display"]);

            Assert.Equal((1, json ? 2 : 3), (result.ExitCode, result.Lines.Length));
            Assert.Contains("(at byte 5, field rfscore)", result.Error);
            Assert.Contains("@3: the key \"2.7_3.10.1\" is no schema", result.Error);
            Assert.Contains("2 of 4 messages could not be decoded.\n", result.Error);
            Assert.Equal([Good, Good], AlertFile.ReadDatums(folder).Select(d => d.Datum.ToArray()));

            var kept = Path.Combine(folder, "malformed", $"{Topic}-000-000000000001");
            Assert.Equal(wrongBranch, await File.ReadAllBytesAsync($"{kept}.value", Stop));
            var looked = await FinkProcess.RunAsync("cat", "--schema", $"{kept}.key", $"{kept}.value");
            Assert.Equal(1, looked.ExitCode);
            Assert.Contains("(at byte 5, field rfscore)", looked.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Who_keeps_nothing_is_told_how_to()
    {
        await using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = 1 });
        broker.CreateTopic(Topic);
        await SendAsync(broker, (SchemaFolder.Older, Good[..^1]));

        var result = await FinkProcess.RunAsync("stream", "--topic", Topic, "--bootstrap", broker.BootstrapServers, "--group", "g", "--until-end", "-q");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("field magpsf)", result.Error);
        Assert.Contains("--save DIR keeps", result.Error);
    }

    private static async Task SendAsync(EmbeddedBroker broker, params (string Key, byte[] Value)[] messages)
    {
        await using var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = Topic });
        foreach (var (key, value) in messages) await replay.SendAsync(Encoding.UTF8.GetBytes(key), value, Stop);
        await replay.FlushAsync(Stop);
    }
}
