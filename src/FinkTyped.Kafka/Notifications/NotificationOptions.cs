using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>How a <see cref="NotificationSink"/> sends.</summary>
public sealed record NotificationOptions
{
    /// <summary>What is to be said of an alert; null where nothing is. Required.</summary>
    public required Func<AlertMessage<EncodedAlert>, Notification?> Compose { get; init; }

    /// <summary>How long a service that does not answer, or is overloaded, is tried for one alert. Default 5 minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait after the first failure; it doubles up to a minute. Default 1 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The file that what could not be sent is appended to, one JSON object a line: topic, partition, offset, text and reason. Required, so that nothing is
    /// lost in silence.
    /// </summary>
    public required string DeadLetterFile { get; init; }

    /// <summary>The address of the service, instead of its own. Default null.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>What sends. Default null: one of the sink's own.</summary>
    public HttpClient? Client { get; init; }

    /// <summary>Where is said that a service is waited for, and what could not be sent. Default null: nowhere.</summary>
    public ILogger? Logger { get; init; }
}
