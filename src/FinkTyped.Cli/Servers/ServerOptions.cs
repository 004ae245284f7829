using System.CommandLine;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Servers;

/// <summary>The options that say which Kafka server is meant and who asks, shared by all commands that connect.</summary>
internal sealed class ServerOptions
{
    /// <summary>The environment variable with the password: on the command line others could read it.</summary>
    public const string PasswordVariable = "FINK_PASSWORD";

    /// <summary>How long a server may be unreachable at the start: somebody waits at the terminal.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly CliConsole _console;

    private readonly Option<string?> _survey = new("--survey")
    {
        Description = "Use the server, group and topics of ~/.finkclient for this survey.",
        HelpName = "ztf|lsst",
    };

    private readonly Option<string?> _bootstrap = new("--bootstrap") { Description = "The Kafka servers, instead of the survey's.", HelpName = "HOST:PORT" };

    private readonly Option<string?> _group = new("--group") { Description = "The consumer group, instead of the survey's.", HelpName = "GROUP" };

    private readonly Option<string?> _username = new("--username")
    {
        Description = $"The user's name. With a password in {PasswordVariable}, or with --ask-password, SASL SCRAM-SHA-512 is used.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _askPassword = new("--ask-password") { Description = "Ask for the password." };

    public ServerOptions(CliConsole console, Command command, bool withGroup)
    {
        _console = console;
        _survey.AcceptOnlyFromAmong("ztf", "lsst");
        command.Add(_survey);
        command.Add(_bootstrap);
        if (withGroup) command.Add(_group);
        command.Add(_username);
        command.Add(_askPassword);
    }

    /// <summary>Whether the line says which server is meant.</summary>
    public bool IsGiven(ParseResult line) => line.GetValue(_survey) is not null || line.GetValue(_bootstrap) is not null;

    /// <summary>How to connect, by the command line and the survey's credentials.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="topics">The topics of the command line; the credentials' where there are none.</param>
    /// <exception cref="UsageException">The line does not say enough.</exception>
    /// <exception cref="AlertException">The credentials are needed and cannot be read.</exception>
    public AlertConsumerOptions Read(ParseResult line, IReadOnlyList<string>? topics = null)
    {
        var survey = line.GetValue(_survey);
        var bootstrap = line.GetValue(_bootstrap);
        if (!IsGiven(line))
            throw new UsageException("which server? Give --survey ztf|lsst, or --bootstrap HOST:PORT.");

        // What the line says in full needs no credentials.
        var saved = survey is not null && (bootstrap is null || File.Exists(FinkCredentials.PathFor(survey))) ? FinkCredentials.Load(survey) : null;
        var options = saved is null
            ? new AlertConsumerOptions { BootstrapServers = bootstrap!, GroupId = "", Topics = [] }
            : AlertConsumerOptions.FromCredentials(saved);
        return options with
        {
            BootstrapServers = bootstrap ?? options.BootstrapServers,
            GroupId = line.GetValue(_group) ?? options.GroupId,
            Topics = topics is { Count: > 0 } ? topics : options.Topics,
            Username = line.GetValue(_username) ?? options.Username,
            Password = Password(line) ?? options.Password,
            ConnectTimeout = ConnectTimeout,
        };
    }

    /// <summary>Throws where the group or the topics are in neither the command line nor the credentials.</summary>
    /// <exception cref="UsageException">One is missing.</exception>
    public static void RequireGroupAndTopics(AlertConsumerOptions options)
    {
        if (options.Topics.Count == 0) throw new UsageException("which topic? Give --topic TOPIC; `fink topics` lists them.");
        if (string.IsNullOrEmpty(options.GroupId)) throw new UsageException("which group? Give --group GROUP: any name of your own makes a new one.");
    }

    private string? Password(ParseResult line)
    {
        if (!line.GetValue(_askPassword)) return Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } set ? set : null;
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            throw new UsageException($"--ask-password needs a terminal; elsewhere set {PasswordVariable}.");
        return _console.Notes.Prompt(new TextPrompt<string>("Password:").Secret(null));
    }
}
