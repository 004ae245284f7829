using System.Net.Http.Headers;
using System.Text.Json;

namespace FinkTyped.Kafka;

/// <summary>Announces alerts in a channel of Slack, by an app's token. Pictures are not sent: Slack shows the page's own where the text has a link.</summary>
/// <param name="account">The app's token, and the channel's name or id.</param>
/// <param name="options">How to send.</param>
public sealed class SlackSink(NotificationAccount account, NotificationOptions options) : NotificationSink(options, "Slack")
{
    private static readonly string[] Passing = ["ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"];

    private readonly Uri _address = new(options.BaseAddress ?? new Uri("https://slack.com"), "/api/chat.postMessage");

    private protected override async Task<Attempt> SendAsync(
        HttpClient client, AlertMessage<EncodedAlert> message, Notification notification, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, string> { ["channel"] = account.Channel, ["text"] = notification.TextAndLink };
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, NotificationJson.Default.DictionaryStringString)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var attempt = Judge(response);
        if (!attempt.IsSent) return attempt;

        // Slack says what went wrong in an answer that went well.
        using var answer = await AnswerAsync(response, cancellationToken).ConfigureAwait(false);
        if (answer is null) return new Attempt(false, "an answer that is no JSON");
        if (answer.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True) return attempt;
        var error = TextOf(answer, "error") ?? "not ok";
        return new Attempt(false, error) { IsFinal = !Passing.Contains(error) };
    }
}
