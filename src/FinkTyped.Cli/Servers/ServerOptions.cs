using System.CommandLine;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Servers;

/// <summary>
/// The options that say which Kafka server is meant and who asks, shared by all commands that connect. Each value is taken from the command line, else
/// from an environment variable, else from the credentials.
/// </summary>
internal sealed class ServerOptions
{
    /// <summary>The environment variable with the password: on the command line others could read it.</summary>
    public const string PasswordVariable = "FINK_PASSWORD";

    /// <summary>How long a server may be unreachable at the start: somebody waits at the terminal.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly CliConsole _console;
    private readonly CredentialsOptions _credentials = new();

    private readonly Option<string?> _bootstrap = new("--bootstrap", "--servers") { Description = "The Kafka servers, instead of the credentials' (FINK_SERVERS).", HelpName = "HOST:PORT" };

    private readonly Option<string?> _group = new("--group") { Description = "The consumer group, instead of the credentials' (FINK_GROUP).", HelpName = "GROUP" };

    private readonly Option<string?> _username = new("--username")
    {
        Description = $"The user's name (FINK_USERNAME). With a password in {PasswordVariable}, or with --ask-password, SASL SCRAM-SHA-512 is used.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _askPassword = new("--ask-password") { Description = "Ask for the password." };

    private readonly Option<string[]> _settings = new("-X") { Description = "A setting of the Kafka client, such as -X session.timeout.ms=6000; may be given several times.", HelpName = "KEY=VALUE" };

    public ServerOptions(CliConsole console, Command command, bool withGroup)
    {
        _console = console;
        _settings.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.IndexOf('=') <= 0) result.AddError($"-X takes KEY=VALUE, not {token.Value}.");
        });
        _credentials.AddTo(command);
        command.Add(_bootstrap);
        if (withGroup) command.Add(_group);
        command.Add(_username);
        command.Add(_askPassword);
        command.Add(_settings);
    }

    /// <summary>Whether the line, or the environment, says which server is meant.</summary>
    public bool IsGiven(ParseResult line) => _credentials.IsGiven(line) || Given(line, _bootstrap, "FINK_SERVERS") is not null;

    /// <summary>The survey that is meant; null where none is named.</summary>
    public string? Survey(ParseResult line) => _credentials.Survey(line);

    /// <summary>How to connect, by the command line, the environment and the credentials.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="topics">The topics of the command line; the credentials' where there are none.</param>
    /// <exception cref="UsageException">The line does not say enough.</exception>
    /// <exception cref="AlertException">The credentials are needed and cannot be read.</exception>
    public AlertConsumerOptions Read(ParseResult line, IReadOnlyList<string>? topics = null)
    {
        var bootstrap = Given(line, _bootstrap, "FINK_SERVERS");
        if (!IsGiven(line))
            throw new UsageException("which server? Give --survey ztf|lsst, or --bootstrap HOST:PORT.");
        CheckPorts(bootstrap);
        if (topics?.Any(string.IsNullOrWhiteSpace) == true) throw new UsageException("--topic is empty.");

        // What the line says in full needs no credentials.
        var saved = _credentials.Load(line, isNeeded: bootstrap is null) ?? new FinkCredentials();
        if (bootstrap is null && saved.Servers.Length == 0) saved.RequireComplete();
        var settings = (line.GetValue(_settings) ?? []).Select(text => text.Split('=', 2)).ToList();
        return AlertConsumerOptions.FromCredentials(saved) with
        {
            BootstrapServers = bootstrap ?? saved.Servers,
            GroupId = Given(line, _group, "FINK_GROUP") ?? saved.GroupId,
            Topics = topics is { Count: > 0 } ? topics : TopicsOfEnvironment() ?? saved.Topics,
            Username = Given(line, _username, "FINK_USERNAME") ?? saved.Username,
            Password = Password(line) ?? saved.Password,
            ConnectTimeout = ConnectTimeout,
            ConfigureKafka = settings.Count == 0 ? null : kafka =>
            {
                foreach (var setting in settings) kafka.Set(setting[0], setting[1]);
            },
        };
    }

    /// <summary>The credentials; null where the line names none and none are needed.</summary>
    public FinkCredentials? Credentials(ParseResult line) => _credentials.Load(line, isNeeded: false);

    /// <summary>Throws where the group or the topics are in neither the command line nor the credentials.</summary>
    /// <exception cref="UsageException">One is missing.</exception>
    public static void RequireGroupAndTopics(AlertConsumerOptions options)
    {
        if (options.Topics.Count == 0) throw new UsageException("which topic? Give --topic TOPIC; `fink topics` lists them. `fink topic subscribe` saves one for good.");
        RequireGroup(options);
    }

    /// <summary>Throws where the group is in neither the command line nor the credentials.</summary>
    /// <exception cref="UsageException">It is missing.</exception>
    public static void RequireGroup(AlertConsumerOptions options)
    {
        if (string.IsNullOrEmpty(options.GroupId)) throw new UsageException("which group? Give --group GROUP: any name of your own makes a new one.");
    }

    /// <summary>Throws where a port is none: the Kafka client would take what is left of it.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static void CheckPorts(string? bootstrap)
    {
        if (bootstrap is null) return;
        foreach (var server in bootstrap.Split(',', StringSplitOptions.TrimEntries))
        {
            var port = server[(server.LastIndexOf(':') + 1)..];
            if (server.Length == 0 || (port.Length < server.Length && !server.EndsWith(']') && !(ushort.TryParse(port, out var number) && number > 0)))
                throw new UsageException($"a server is HOST:PORT, or several of them with commas between, not {(bootstrap.Length == 0 ? "nothing" : bootstrap)}.");
        }
    }

    private static string? Given(ParseResult line, Option<string?> option, string variable) => line.GetValue(option) ?? CredentialsOptions.Variable(variable);

    private static string[]? TopicsOfEnvironment() =>
        CredentialsOptions.Variable("FINK_TOPICS")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string? Password(ParseResult line)
    {
        if (!line.GetValue(_askPassword)) return CredentialsOptions.Variable(PasswordVariable);
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            throw new UsageException($"--ask-password needs a terminal; elsewhere set {PasswordVariable}.");
        return _console.Notes.Prompt(new TextPrompt<string>("Password:").Secret(null));
    }
}
