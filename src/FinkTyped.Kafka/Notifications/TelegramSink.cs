using System.Net.Http.Headers;
using System.Text.Json;

namespace FinkTyped.Kafka;

/// <summary>Announces alerts in a channel or a chat of Telegram, by a bot.</summary>
/// <param name="account">The bot's token, and the channel's name (<c>@name</c>) or the chat's id.</param>
/// <param name="options">How to send.</param>
public sealed class TelegramSink(NotificationAccount account, NotificationOptions options) : NotificationSink(options, "Telegram")
{
    // What Telegram allows.
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int MostPictures = 10;

    // What is longer is no answer of Telegram's.
    private static readonly TimeSpan LongestRetry = TimeSpan.FromDays(1);

    private readonly Uri _address = new(options.BaseAddress ?? new Uri("https://api.telegram.org"), $"/bot{account.Token}/");

    private protected override async Task<Attempt> SendAsync(
        HttpClient client, AlertMessage<EncodedAlert> message, Notification notification, CancellationToken cancellationToken)
    {
        var text = notification.TextAndLink;
        if (notification.Pictures.Count == 0) return await PostAsync(client, "sendMessage", Form(("text", Cut(text, LongestText))), cancellationToken).ConfigureAwait(false);
        if (notification.Pictures is [var only])
        {
            var form = Form(("caption", Cut(text, LongestCaption)));
            Add(form, "photo", only);
            return await PostAsync(client, "sendPhoto", form, cancellationToken).ConfigureAwait(false);
        }

        var pictures = notification.Pictures.Take(MostPictures).ToList();
        var media = pictures.Select((picture, index) => new Dictionary<string, string>
        {
            ["type"] = "photo",
            ["media"] = $"attach://picture{index}",
            ["caption"] = index == 0 ? Cut(text, LongestCaption) : picture.Name,
        });
        var group = Form(("media", JsonSerializer.Serialize(media.ToList(), NotificationJson.Default.ListDictionaryStringString)));
        foreach (var (index, picture) in pictures.Index()) Add(group, $"picture{index}", picture);
        return await PostAsync(client, "sendMediaGroup", group, cancellationToken).ConfigureAwait(false);
    }

    private MultipartFormDataContent Form((string Name, string Value) field) => new()
    {
        { new StringContent(account.Channel), "chat_id" },
        { new StringContent(field.Value), field.Name },
    };

    private static void Add(MultipartFormDataContent form, string name, NotificationPicture picture)
    {
        var content = new ReadOnlyMemoryContent(picture.Png);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(content, name, name + ".png");
    }

    private async Task<Attempt> PostAsync(HttpClient client, string method, HttpContent content, CancellationToken cancellationToken)
    {
        using (content)
        {
            using var response = await client.PostAsync(new Uri(_address, method), content, cancellationToken).ConfigureAwait(false);
            var attempt = Judge(response);
            if (attempt.IsSent) return attempt;
            using var answer = await AnswerAsync(response, cancellationToken).ConfigureAwait(false);
            if (TextOf(answer, "description") is { } description) attempt = attempt with { Reason = $"{(int)response.StatusCode} {description}" };
            return RetryAfter(answer) is { } after ? attempt with { RetryAfter = after } : attempt;
        }
    }

    private static TimeSpan? RetryAfter(JsonDocument? answer) =>
        answer?.RootElement is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty("retry_after", out var after) && after.ValueKind == JsonValueKind.Number
        && after.TryGetDouble(out var seconds) && seconds >= 0 && seconds <= LongestRetry.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    // Never between the two halves of a character.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
