namespace FinkTyped.Kafka;

/// <summary>What is to be said of an alert.</summary>
/// <param name="Text">The text, without markup.</param>
public sealed record Notification(string Text)
{
    /// <summary>A page to look at; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>Pictures in PNG. Default none.</summary>
    public IReadOnlyList<NotificationPicture> Pictures { get; init; } = [];

    /// <summary>Values for programs, which <see cref="WebhookSink"/> sends along. Default none.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>The text, followed by the link.</summary>
    internal string TextAndLink => Link is null || Text.Contains(Link, StringComparison.Ordinal) ? Text : $"{Text}\n{Link}";
}

/// <summary>A picture of a <see cref="Notification"/>.</summary>
/// <param name="Name">A few words on it.</param>
/// <param name="Png">The picture.</param>
public sealed record NotificationPicture(string Name, ReadOnlyMemory<byte> Png);
