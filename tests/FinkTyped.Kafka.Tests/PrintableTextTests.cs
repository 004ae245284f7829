using FinkTyped.Astronomy;

namespace FinkTyped.Kafka.Tests;

/// <summary>Foreign text in messages and logs.</summary>
public sealed class PrintableTextTests
{
    private const string Hostile = "\u001b]0;owned\u0007\u0000\u009b2J\u202eflip";
    private const string Harmless = "␛]0;owned␇␀�2J�flip";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Hostile, Harmless)]
    [InlineData("plain, é, 星, 🚀, a\nline", "plain, é, 星, 🚀, a\nline")]
    [InlineData("", "")]
    public void What_does_not_print_is_shown_by_stand_ins(string text, string printable)
    {
        Assert.Equal(printable, new AvroException(text).Message);
        Assert.Equal(printable + ". ", new AlertException(AlertErrorKind.Kafka, text, "").Message);
    }

    [Fact]
    public void Bytes_that_are_no_image_are_shown_printable()
    {
        var error = Assert.Throws<FitsException>(() => CutoutImage.Read("\u001b]0;x\u0007 and so on, for more than eight bytes"u8.ToArray()));
        Assert.DoesNotContain(error.Message, c => char.IsControl(c));
    }

    [Fact]
    public async Task A_hostile_key_is_printable_in_error_and_log()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync("\u001b]0;owned\u0007"u8.ToArray(), [1], Stop);
            await replay.SendAsync("{\"type\": \"\\u001b[2J\"}"u8.ToArray(), [1], Stop);
            await replay.FlushAsync(Stop);
        }

        var log = new KeptLog();
        await using var consumer = cluster.Consumer(o => o with { StopAtEnd = true, OnMalformed = OnMalformed.Skip, LoggerFactory = log });
        await foreach (var message in consumer.ReadAllAsync(Stop)) Assert.Fail("an alert");
        Assert.Equal(2, log.Lines.Count(line => line.Contains("Passed over", StringComparison.Ordinal)));
        Assert.All(log.Lines, line => Assert.DoesNotContain(line, c => char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public async Task A_key_with_a_byte_order_mark_is_a_schema()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(TestAlert.Schema.ToString())], TestAlert.One(7).Encode(), Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = cluster.Consumer();
        Assert.Equal(7, (await consumer.PollAsync(Cluster.Patience, Stop))!.Alert.Id);
        await using var server = new AlertServer(cluster.Options());
        Assert.Equal(TestAlert.Schema, (await server.ReadSchemaAsync(Cluster.Topic, Stop))!.Schema);
    }
}
