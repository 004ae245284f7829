using System.Text;
using System.Text.Json;

namespace FinkTyped.Kafka.Tests;

/// <summary>Each sink by itself: what it sends, what it makes of answers of all kinds, and what becomes of an alert that it cannot send.</summary>
public sealed class NotificationSinkTests : IDisposable
{
    private const string Secret = "123:SECRET";

    private static readonly NotificationAccount Account = new(Secret, "@me");
    private static readonly AlertMessage<EncodedAlert> Message = new(new EncodedAlert(TestAlert.Schema, TestAlert.One(7).Encode())) { Topic = "fink_a_ztf", Partition = 3, Offset = 14 };

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-sinks-").FullName;
    private readonly KeptLog _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Dead => Path.Combine(_folder, "dead.jsonl");

    public static TheoryData<string> Services => ["telegram", "slack", "webhook"];

    public static TheoryData<string, string> HostileAnswers()
    {
        string[] answers =
        [
            "", "<html>no</html>", "[]", "\"no\"", "null", "1", "{}", "{\"ok\":1}", "{\"description\":[1],\"error\":[1]}", "{\"description\":\"\\ud800\",\"error\":\"\\ud800\"}",
            "{\"parameters\":[]}", "{\"parameters\":{\"retry_after\":\"soon\"}}", "{\"parameters\":{\"retry_after\":-5}}", "{\"parameters\":{\"retry_after\":1e300}}",
            "{\"parameters\":{\"retry_after\":1e999}}", "{\"parameters\":null,\"ok\":false,\"error\":\"\\u001b[31m\",\"description\":\"\\u001b[31m\"}",
        ];
        return [.. Services.SelectMany(service => answers.Select(answer => (service.Data, answer)))];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, "sendMessage")]
    [InlineData(1, "sendPhoto")]
    [InlineData(2, "sendMediaGroup")]
    [InlineData(12, "sendMediaGroup")]
    public async Task Telegram_gets_text_and_pictures_as_it_takes_them(int pictures, string method)
    {
        using var handler = new AnsweringHandler();
        using var sink = Sink("telegram", handler, Say("bright 😀", pictures));
        await sink.SendAsync(Message, Stop);

        var (address, body, _) = Assert.Single(handler.Requests);
        Assert.Equal($"http://service.test/bot{Secret}/{method}", address.ToString());
        Assert.Contains("name=chat_id\r\n\r\n@me\r\n", body, StringComparison.Ordinal);
        Assert.Contains(pictures == 0 ? "name=text" : pictures == 1 ? "name=caption" : "name=media", body, StringComparison.Ordinal);
        Assert.Equal(Math.Min(pictures, 10), body.Split("image/png").Length - 1);
        Assert.Equal((1, 0), (sink.Sent, sink.Undelivered));
        Assert.False(File.Exists(Dead));
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(1, 1024)]
    public async Task A_text_is_cut_to_what_Telegram_takes_and_never_within_a_character(int pictures, int most)
    {
        foreach (var before in new[] { "", "x" })
        {
            using var handler = new AnsweringHandler();
            using var sink = Sink("telegram", handler, Say(before + string.Concat(Enumerable.Repeat("😀", 5000)), pictures));
            await sink.SendAsync(Message, Stop);
            var body = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(handler.Requests[0].Body));
            var text = body.Split("\r\n").Single(line => line.EndsWith('…'));
            Assert.InRange(text.Length, most - 1, most);
            Assert.DoesNotContain('\uFFFD', text);
        }
    }

    [Fact]
    public async Task Slack_gets_channel_and_text_under_the_token()
    {
        using var handler = new AnsweringHandler();
        using var sink = Sink("slack", handler, _ => new Notification("bright \"é\"") { Link = "https://a.test" });
        await sink.SendAsync(Message, Stop);

        var (address, body, authorization) = Assert.Single(handler.Requests);
        Assert.Equal(("http://service.test/api/chat.postMessage", $"Bearer {Secret}"), (address.ToString(), authorization));
        var sent = JsonDocument.Parse(Encoding.Latin1.GetBytes(body)).RootElement;
        Assert.Equal(("@me", "bright \"é\"\nhttps://a.test"), (sent.GetProperty("channel").GetString(), sent.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_webhook_gets_where_the_alert_stands_its_values_and_pictures()
    {
        using var handler = new AnsweringHandler();
        using var sink = Sink("webhook", handler, message => Say("bright", 2)(message)! with { Values = new Dictionary<string, string?> { ["object"] = "ZTF1", ["none"] = null, ["topic"] = "mine" } });
        await sink.SendAsync(Message, Stop);

        var sent = JsonDocument.Parse(Encoding.Latin1.GetBytes(handler.Requests[0].Body)).RootElement;
        Assert.Equal(["text", "link", "topic", "partition", "offset", "object", "none", "pictures"], sent.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("fink_a_ztf", 3, 14L), (sent.GetProperty("topic").GetString(), sent.GetProperty("partition").GetInt32(), sent.GetProperty("offset").GetInt64()));
        Assert.Equal([0x89, 1], sent.GetProperty("pictures")[1].GetProperty("png").GetBytesFromBase64());
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_nothing_is_to_be_said_of_is_not_sent(string service)
    {
        using var handler = new AnsweringHandler();
        using var sink = Sink(service, handler, _ => null);
        await sink.SendAsync(Message, Stop);
        Assert.Empty(handler.Requests);
        Assert.Equal((0, 0), (sink.Sent, sink.Undelivered));
    }

    [Theory]
    [MemberData(nameof(HostileAnswers))]
    public async Task No_answer_is_so_odd_that_it_ends_the_program(string service, string answer)
    {
        foreach (var status in new[] { 200, 400, 429, 502 })
        {
            using var handler = new AnsweringHandler([.. Enumerable.Repeat((status, answer), 50)]);
            using var sink = Sink(service, handler, Say("bright", 0), patience: TimeSpan.FromMilliseconds(20));
            await sink.SendAsync(Message, Stop);
            Assert.Equal(1, sink.Sent + sink.Undelivered);
            // Slack alone says in an answer of 200 that it did not take it.
            if (status == 200 && service != "slack") Assert.Equal(1, sink.Sent);
            if (status == 400) Assert.Single(handler.Requests);
            if (status != 200) Assert.Equal(1, sink.Undelivered);
        }

        Assert.All(File.ReadAllLines(Dead), line => Assert.Equal(14, JsonDocument.Parse(line).RootElement.GetProperty("offset").GetInt64()));
        Assert.DoesNotContain("SECRET", File.ReadAllText(Dead) + string.Concat(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_passes_is_tried_again_and_said_once_more_when_it_is_over(string service)
    {
        using var handler = new AnsweringHandler((503, "{}"), (500, "{}")) { Failure = new HttpRequestException("cut") };
        using var sink = Sink(service, handler, Say("bright", 0), patience: TimeSpan.FromMinutes(1));
        await sink.SendAsync(Message, Stop);
        Assert.Equal((4, 1, 0), (handler.Requests.Count, sink.Sent, sink.Undelivered));
        Assert.Equal(3, _log.Lines.Count(line => line.StartsWith("Warning: ", StringComparison.Ordinal) && line.Contains("trying again", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_that_is_away_gets_each_further_alert_once_until_it_is_back(string service)
    {
        using var handler = new AnsweringHandler([.. Enumerable.Repeat((503, "{}"), 3)]);
        using var sink = Sink(service, handler, Say("bright", 0), patience: TimeSpan.Zero);
        for (var i = 0; i < 4; i++) await sink.SendAsync(Message, Stop);
        Assert.Equal((4, 1, 3), (handler.Requests.Count, sink.Sent, sink.Undelivered));
        Assert.Equal(3, (await File.ReadAllLinesAsync(Dead, Stop)).Length);
        Assert.Single(_log.Lines, line => line.EndsWith(" is back", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    public async Task A_service_says_how_long_it_wants_to_be_left_alone(string seconds, int expected)
    {
        foreach (var service in new[] { "telegram", "slack", "webhook" })
        {
            using var handler = new AnsweringHandler((429, "{}")) { RetryAfter = seconds };
            using var sink = Sink(service, handler, Say("bright", 0), patience: TimeSpan.FromSeconds(5));
            await sink.SendAsync(Message, Stop);
            // Longer than the sink's patience it is not waited for.
            Assert.Equal(expected <= 5, sink.Sent == 1);
        }

        Assert.Equal(expected <= 5 ? 3 : 0, _log.Lines.Count(line => line.Contains("trying again in 0 s", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_can_be_neither_sent_nor_written_is_an_error_and_cancelling_is_none_of_it(string service)
    {
        using var handler = new AnsweringHandler((400, "{}"));
        using var sink = Sink(service, handler, Say("bright", 0), dead: Path.Combine(_folder, "no such folder", "dead.jsonl"));
        await Assert.ThrowsAnyAsync<IOException>(async () => await sink.SendAsync(Message, Stop));

        using var cancelled = new CancellationTokenSource();
        using var away = new AnsweringHandler((503, "{}"));
        using var waiting = Sink(service, away, message =>
        {
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(50));
            return Say("bright", 0)(message);
        }, patience: TimeSpan.FromHours(1), firstWait: TimeSpan.FromMinutes(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting.SendAsync(Message, cancelled.Token));
        Assert.Equal((0, 0), (waiting.Sent, waiting.Undelivered));
        Assert.False(File.Exists(Dead));
    }

    private static Func<AlertMessage<EncodedAlert>, Notification?> Say(string text, int pictures) => _ => new Notification(text)
    {
        Pictures = [.. Enumerable.Range(0, pictures).Select(i => new NotificationPicture($"picture {i}", new byte[] { 0x89, (byte)i }))],
    };

    private NotificationSink Sink(
        string service, AnsweringHandler handler, Func<AlertMessage<EncodedAlert>, Notification?> compose, TimeSpan? patience = null, TimeSpan? firstWait = null, string? dead = null)
    {
        var options = new NotificationOptions
        {
            Compose = compose,
            DeadLetterFile = dead ?? Dead,
            Patience = patience ?? TimeSpan.Zero,
            FirstWait = firstWait ?? TimeSpan.FromMilliseconds(5),
            BaseAddress = new Uri("http://service.test"),
            Client = new HttpClient(handler, disposeHandler: false),
            Logger = _log,
        };
        return service switch
        {
            "telegram" => new TelegramSink(Account, options),
            "slack" => new SlackSink(Account, options),
            _ => new WebhookSink(new Uri($"http://service.test/{Secret}"), options),
        };
    }
}
