using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinkTyped.Kafka;

/// <summary>
/// Announces alerts by a service. A service that is overloaded is waited for as long as it says, one that is away for ever longer times; when patience is at an end,
/// or the service refuses, the alert goes to a file of dead letters, which is said. While a service is away, each further alert is tried once.
/// </summary>
public abstract partial class NotificationSink : IAlertSink, IDisposable
{
    private const int LongestAnswer = 1 << 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(30);

    private readonly NotificationOptions _options;
    private readonly HttpClient _client;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private bool _isAway;

    private protected NotificationSink(NotificationOptions options, string service)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DeadLetterFile);
        _options = options;
        Service = service;
        _client = options.Client ?? new HttpClient { Timeout = RequestTime, MaxResponseContentBufferSize = LongestAnswer };
        _log = options.Logger is { } log ? new SafeLogger(log) : NullLogger.Instance;
    }

    /// <summary>What the service is called.</summary>
    public string Service { get; }

    /// <summary>How many alerts were announced.</summary>
    public long Sent { get; private set; }

    /// <summary>How many went to the file of dead letters.</summary>
    public long Undelivered { get; private set; }

    /// <summary>Announces an alert.</summary>
    /// <exception cref="IOException">It could be neither sent nor written to the file of dead letters.</exception>
    public async ValueTask SendAsync(AlertMessage<EncodedAlert> message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_options.Compose(message) is not { } notification) return;
        var start = Environment.TickCount64;
        var wait = _options.FirstWait;
        while (true)
        {
            var attempt = await TryAsync(message, notification, cancellationToken).ConfigureAwait(false);
            if (attempt.IsSent)
            {
                if (_isAway) LogBack(_log, Service);
                _isAway = false;
                Sent++;
                return;
            }

            var pause = attempt.RetryAfter ?? wait;
            var isOver = Environment.TickCount64 - start + pause.TotalMilliseconds > _options.Patience.TotalMilliseconds;
            if (attempt.IsFinal || isOver || (_isAway && attempt.RetryAfter is null))
            {
                _isAway |= !attempt.IsFinal;
                Bury(message, notification, attempt.Reason);
                return;
            }

            LogWaits(_log, Service, attempt.Reason, pause.TotalSeconds);
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            if (attempt.RetryAfter is null) wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Frees the connections.</summary>
    public void Dispose()
    {
        if (_options.Client is null) _client.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends one notification.</summary>
    /// <returns>What the service said.</returns>
    private protected abstract Task<Attempt> SendAsync(HttpClient client, AlertMessage<EncodedAlert> message, Notification notification, CancellationToken cancellationToken);

    /// <summary>What a response means, as far as its status tells.</summary>
    private protected static Attempt Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return Attempt.Success;
        var reason = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        var after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow is { Ticks: > 0 } left ? left : TimeSpan.Zero,
            _ => (TimeSpan?)null,
        };
        var isPassing = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;
        return new Attempt(false, reason) { IsFinal = !isPassing, RetryAfter = isPassing ? after : null };
    }

    /// <summary>What a service answered; null where it is no JSON, as from a proxy on the way.</summary>
    private protected static async Task<JsonDocument?> AnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text in an answer; null where there is none, whatever the answer is.</summary>
    private protected static string? TextOf(JsonDocument? answer, string name)
    {
        if (answer?.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String) return null;
        try
        {
            return PrintableText.Of(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return null;
        }
    }

    private async Task<Attempt> TryAsync(AlertMessage<EncodedAlert> message, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(_client, message, notification, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            return new Attempt(false, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt(false, "no answer");
        }
    }

    private void Bury(AlertMessage<EncodedAlert> message, Notification notification, string reason)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTimeOffset.UtcNow);
            json.WriteString("service", Service);
            json.WriteString("topic", message.Topic);
            json.WriteNumber("partition", message.Partition);
            json.WriteNumber("offset", message.Offset);
            json.WriteString("text", notification.TextAndLink);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (_gate)
        {
            using var file = new FileStream(_options.DeadLetterFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
            file.Flush(flushToDisk: true);
        }

        Undelivered++;
        LogBuried(_log, Service, reason, message.Topic, message.Partition, message.Offset, _options.DeadLetterFile);
    }

    /// <summary>What became of an attempt to send.</summary>
    /// <param name="IsSent">Whether the service took it.</param>
    /// <param name="Reason">Why not; without secrets.</param>
    private protected sealed record Attempt(bool IsSent, string Reason)
    {
        public static Attempt Success { get; } = new(true, "");

        /// <summary>Whether trying again makes no sense.</summary>
        public bool IsFinal { get; init; }

        /// <summary>When the service wants to be tried again; null where it does not say.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service}: {Reason}; trying again in {Seconds:0.#} s")]
    private static partial void LogWaits(ILogger logger, string service, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service}: {Reason}; {Topic} [{Partition}] @{Offset} was not announced and is in {File}")]
    private static partial void LogBuried(ILogger logger, string service, string reason, string topic, int partition, long offset, string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Service} is back")]
    private static partial void LogBack(ILogger logger, string service);
}
