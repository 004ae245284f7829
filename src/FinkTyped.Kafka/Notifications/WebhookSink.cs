using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FinkTyped.Kafka;

/// <summary>
/// Announces alerts to any service that takes JSON by POST: <c>text</c>, <c>link</c>, <c>topic</c>, <c>partition</c>, <c>offset</c>, <c>pictures</c> in base64, and
/// the notification's values of other names. Slack's and Mattermost's incoming webhooks show the text.
/// </summary>
/// <param name="address">Where to; may hold a secret, and is never shown.</param>
/// <param name="options">How to send.</param>
public sealed class WebhookSink(Uri address, NotificationOptions options) : NotificationSink(options, "the webhook")
{
    private static readonly FrozenSet<string> Own = ["text", "link", "topic", "partition", "offset", "pictures"];

    private protected override async Task<Attempt> SendAsync(
        HttpClient client, AlertMessage<EncodedAlert> message, Notification notification, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(Body(message, notification));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var response = await client.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
        return Judge(response);
    }

    private static byte[] Body(AlertMessage<EncodedAlert> message, Notification notification)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("text", notification.TextAndLink);
            json.WriteString("link", notification.Link);
            json.WriteString("topic", message.Topic);
            json.WriteNumber("partition", message.Partition);
            json.WriteNumber("offset", message.Offset);
            // A name that stands there twice is read as the one or the other.
            foreach (var (name, value) in notification.Values)
                if (!Own.Contains(name)) json.WriteString(name, value);
            json.WriteStartArray("pictures");
            foreach (var picture in notification.Pictures)
            {
                json.WriteStartObject();
                json.WriteString("name", picture.Name);
                json.WriteBase64String("png", picture.Png.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
