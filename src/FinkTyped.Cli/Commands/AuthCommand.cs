using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink auth</c>: the credentials that Fink gives at registration, in the file that the Python client uses too.</summary>
internal static class AuthCommand
{
    private const string Hidden = "***";

    private static readonly string[] Surveys = ["ztf", "lsst"];
    private static readonly string[] Services = ["telegram", "slack"];

    public static Command Create(CliConsole console) => new("auth", "Saves and shows the credentials that Fink gives at registration.")
    {
        Register(console),
        Show(console),
    };

    private static Command Register(CliConsole console)
    {
        var username = new Option<string?>("--username") { Description = "The user's name.", HelpName = "NAME" };
        var group = new Option<string?>("--group", "--groupid") { Description = "The consumer group.", HelpName = "GROUP" };
        var servers = new Option<string?>("--servers", "--bootstrap") { Description = "The Kafka servers; the survey's own by default.", HelpName = "HOST:PORT" };
        var timeout = new Option<int?>("--max-timeout") { Description = "How long the Python client waits for an alert, in seconds.", HelpName = "SECONDS" }.AtLeast(1);
        var askPassword = new Option<bool>("--ask-password") { Description = $"Ask for a password, which Fink's servers of today do not want; or set {ServerOptions.PasswordVariable}." };
        var command = new Command("register", "Saves credentials; what is not given stays as it is.") { username, group, servers, timeout, askPassword };
        var options = new CredentialsOptions();
        options.AddTo(command);
        command.SetAction(line =>
        {
            ServerOptions.CheckPorts(line.GetValue(servers));
            var path = options.File(line);
            var survey = options.Survey(line);
            var before = Existing(options, line, path);
            var credentials = before with
            {
                Survey = survey ?? before.Survey,
                Username = line.GetValue(username) ?? before.Username ?? Ask(console, "user name"),
                GroupId = line.GetValue(group) ?? NotEmpty(before.GroupId) ?? Ask(console, "group") ?? "",
                Servers = line.GetValue(servers) ?? NotEmpty(before.Servers) ?? ServerOf(survey) ?? "",
                MaxTimeout = line.GetValue(timeout) ?? before.MaxTimeout,
                Password = Password(console, line.GetValue(askPassword)) ?? before.Password,
            };
            if (string.IsNullOrEmpty(credentials.Username)) throw new UsageException("which user? Give --username NAME, as Fink told you at registration.");
            ServerOptions.RequireGroup(AlertConsumerOptions.FromCredentials(credentials));
            if (credentials.Servers.Length == 0) throw new UsageException("which server? Give --servers HOST:PORT.");
            credentials.SaveFile(path);
            var old = before.File is { } file && file != path ? $", with what {file} holds, which stays" : "";
            console.Note($"saved to {path}{old}.{(credentials.Topics.Count == 0 ? " `fink topic list` shows what there is to subscribe to." : "")}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(CliConsole console)
    {
        var command = new Command("show", "Shows the saved credentials, without secrets.");
        var options = new CredentialsOptions();
        options.AddTo(command);
        command.SetAction(line =>
        {
            var found = options.IsGiven(line)
                ? [options.Load(line, isNeeded: true)!]
                : Surveys.Select(FinkCredentials.FindFile).OfType<string>().Distinct().Select(FinkCredentials.LoadFile).ToList();
            if (found.Count == 0)
                throw new CommandException($"there are no credentials in {FinkCredentials.Folder}. Register at Fink, then run `fink auth register --survey ztf|lsst`.");
            foreach (var credentials in found) Print(console, credentials);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(CliConsole console, FinkCredentials credentials)
    {
        console.ResultWriter.WriteLine(credentials.File);
        (string Key, string? Value)[] lines =
        [
            ("survey", credentials.Survey), ("username", credentials.Username), ("password", credentials.Password is null ? null : Hidden), ("group", credentials.GroupId),
            ("servers", credentials.Servers), ("timeout", credentials.MaxTimeout.ToString(CultureInfo.InvariantCulture) + " s"),
        ];
        foreach (var (key, value) in lines)
            if (!string.IsNullOrEmpty(value)) console.ResultWriter.WriteLine($"  {key,-9} {value}");
        if (credentials.Topics.Count == 0) console.ResultWriter.WriteLine("  topics    none; `fink topic subscribe TOPIC` adds one");
        foreach (var (index, topic) in credentials.Topics.Index())
        {
            var accounts = Services
                .Select(service => credentials.NotificationOf(topic, service) is { } account ? $"  {service} {account.Channel} {Hidden}" : "");
            console.ResultWriter.WriteLine($"  {(index == 0 ? "topics" : ""),-9} {topic}{string.Concat(accounts)}");
        }
    }

    // A new file of a survey begins with what the old one that knew no survey says.
    private static FinkCredentials Existing(CredentialsOptions options, ParseResult line, string path)
    {
        if (File.Exists(path) || options.Survey(line) is not { } survey || FinkCredentials.FindFile(survey) is not { } old)
            return File.Exists(path) ? options.Load(line, isNeeded: true)! : new FinkCredentials();
        // Its text comes along, with what is in it that is not known here; the old file stays, and serves the other survey.
        var known = FinkCredentials.LoadFile(old);
        return known with { Servers = "", Topics = [.. known.Topics.Where(topic => KnownTopics.MayBeOf(survey, topic))] };
    }

    private static string? ServerOf(string? survey) => survey is null ? null : $"kafka-{survey}.fink-broker.org:24499";

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;

    private static string? Ask(CliConsole console, string what) => Console.IsInputRedirected || console.NotesAreRedirected
        ? null
        : console.Notes.Prompt(new TextPrompt<string>($"Your {what}:").AllowEmpty());

    private static string? Password(CliConsole console, bool ask)
    {
        if (!ask) return CredentialsOptions.Variable(ServerOptions.PasswordVariable);
        if (Console.IsInputRedirected || console.NotesAreRedirected)
            throw new UsageException($"--ask-password needs a terminal; elsewhere set {ServerOptions.PasswordVariable}.");
        return console.Notes.Prompt(new TextPrompt<string>("Password:").Secret(null));
    }
}
