using System.CommandLine;
using FinkTyped.Cli.Commands;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Notifications;

/// <summary>The options that say where alerts are announced.</summary>
internal sealed class NotificationArguments
{
    private readonly Option<string?> _notify = new("--notify")
    {
        Description = "Announce each alert: by telegram or slack with the tokens that `fink topic subscribe` saved, or by POST to the address of --webhook.",
        HelpName = "telegram|slack|webhook",
    };

    private readonly Option<string?> _webhook = new("--webhook") { Description = "The address of --notify webhook (FINK_WEBHOOK).", HelpName = "URL" };
    private readonly Option<string?> _base = new("--notify-url") { Description = "The address of the service, instead of its own.", HelpName = "URL" };
    private readonly Option<string?> _template = new("--template")
    {
        Description = "What is said: text with {object}, {class}, {brightness}, {observed}, {position}, {topic}, {link}, or the path of a field such as {candidate.rb}.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> _noPictures = new("--no-pictures") { Description = "Leave out light curve and cutouts." };

    private readonly Option<int> _patience = new Option<int>("--patience")
    {
        Description = "How long a service that does not take an alert is tried, in seconds.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 300,
    }.AtLeast(0);

    private readonly Option<string> _deadLetters = new("--dead-letters")
    {
        Description = "The file that what could not be announced is appended to.",
        HelpName = "FILE",
        DefaultValueFactory = _ => "fink-undelivered.jsonl",
    };

    public NotificationArguments() => _notify.AcceptOnlyFromAmong("telegram", "slack", "webhook");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _notify, _webhook, _base, _template, _noPictures, _patience, _deadLetters }) command.Add(option);
    }

    /// <summary>Whether alerts are to be announced.</summary>
    public bool IsGiven(ParseResult line) => line.GetValue(_notify) is not null;

    /// <summary>Where alerts are announced.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="credentials">Whose tokens are used; null where there are none.</param>
    /// <param name="console">Where is said what cannot be announced.</param>
    /// <exception cref="UsageException">Something is missing.</exception>
    public IReadOnlyList<IAlertSink> Read(ParseResult line, FinkCredentials? credentials, CliConsole console)
    {
        if (line.GetValue(_notify) is not { } service) return [];
        var composer = new NotificationComposer(line.GetValue(_template), !line.GetValue(_noPictures), console.Note);
        var options = new NotificationOptions
        {
            Compose = composer.Compose,
            DeadLetterFile = line.GetRequiredValue(_deadLetters),
            Patience = TimeSpan.FromSeconds(line.GetValue(_patience)),
            BaseAddress = line.GetValue(_base) is { } text ? Address("--notify-url", text) : null,
            Logger = new NoteLog(console),
        };
        if (service == "webhook")
        {
            var address = line.GetValue(_webhook) ?? Servers.CredentialsOptions.Variable("FINK_WEBHOOK")
                ?? throw new UsageException("--notify webhook needs --webhook URL, or FINK_WEBHOOK.");
            return [new WebhookSink(Address("--webhook", address), options)];
        }

        return [new ServiceByTopic(service, credentials, options)];
    }

    private static Uri Address(string option, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UsageException($"{option} takes an address that begins with https:// or http://.");
}
