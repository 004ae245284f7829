using FinkTyped.Kafka;

namespace FinkTyped.Cli.Notifications;

/// <summary>Announces the alerts of each topic where the credentials say; those of other topics nowhere.</summary>
internal sealed class ServiceByTopic : IAlertSink
{
    private readonly Dictionary<string, NotificationSink> _sinks = [];

    /// <exception cref="CommandException">The credentials have no token of the service at all.</exception>
    public ServiceByTopic(string service, FinkCredentials? credentials, NotificationOptions options)
    {
        var made = new Dictionary<NotificationAccount, NotificationSink>();
        foreach (var topic in credentials?.Topics ?? [])
        {
            if (credentials!.NotificationOf(topic, service) is not { } account) continue;
            if (!made.TryGetValue(account, out var sink))
            {
                sink = service == "telegram" ? new TelegramSink(account, options) : new SlackSink(account, options);
                made.Add(account, sink);
            }

            _sinks.Add(topic, sink);
        }

        if (_sinks.Count == 0)
        {
            throw new CommandException(
                $"no topic has a token for {service}{(credentials?.File is { } file ? $" in {file}" : ": give --survey or --config")}. "
                + $"Save one by `fink topic subscribe TOPIC --{service}-token TOKEN --{service}-channel CHANNEL`.");
        }
    }

    public ValueTask SendAsync(AlertMessage<EncodedAlert> message, CancellationToken cancellationToken = default) =>
        _sinks.TryGetValue(message.Topic, out var sink) ? sink.SendAsync(message, cancellationToken) : ValueTask.CompletedTask;
}
