using System.CommandLine;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink topic</c>: which topics `fink stream` and the Python client follow.</summary>
internal static class TopicCommand
{
    public static Command Create(CliConsole console) => new("topic", "Subscribes to topics, for this command and the Python client.")
    {
        TopicsCommand.Create(console, "list", "Lists the topics of the server, and which are subscribed to."),
        Subscribe(console),
        Remove(console),
    };

    private static Command Subscribe(CliConsole console)
    {
        var topics = Names("Topics to subscribe to.");
        var services = new List<(string Service, Option<string?> Token, Option<string?> Channel)>();
        foreach (var service in new[] { "telegram", "slack" })
        {
            services.Add((
                service,
                new Option<string?>($"--{service}-token") { Description = $"The token with which alerts are announced on {Capital(service)}.", HelpName = "TOKEN" },
                new Option<string?>($"--{service}-channel") { Description = $"The channel on {Capital(service)}.", HelpName = "CHANNEL" }));
        }

        var command = new Command("subscribe", "Adds topics to the credentials.") { topics };
        foreach (var (_, token, channel) in services)
        {
            command.Add(token);
            command.Add(channel);
        }

        var options = new CredentialsOptions();
        options.AddTo(command);
        command.SetAction(line =>
        {
            var credentials = options.Load(line, isNeeded: true)!;
            foreach (var topic in line.GetRequiredValue(topics))
            {
                Look(console, credentials, topic);
                if (credentials.Topics.Contains(topic)) console.Note($"{topic} is subscribed to already.");
                else credentials = credentials with { Topics = [.. credentials.Topics, topic] };
                foreach (var (service, token, channel) in services)
                {
                    var (givenToken, givenChannel) = (line.GetValue(token), line.GetValue(channel));
                    if ((givenToken is null) != (givenChannel is null)) throw new UsageException($"{token.Name} and {channel.Name} go together: give both.");
                    if (givenToken is not null) credentials = credentials.WithNotification(topic, service, new NotificationAccount(givenToken, givenChannel!));
                }
            }

            credentials.SaveFile(credentials.File!);
            console.Note($"{credentials.File} has {Words.Count(credentials.Topics.Count, "topic")} now.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove(CliConsole console)
    {
        var topics = Names("Topics to remove.");
        var command = new Command("remove", "Removes topics from the credentials.") { topics };
        var options = new CredentialsOptions();
        options.AddTo(command);
        command.SetAction(line =>
        {
            var credentials = options.Load(line, isNeeded: true)!;
            foreach (var topic in line.GetRequiredValue(topics))
            {
                if (!credentials.Topics.Contains(topic))
                    throw new CommandException($"{credentials.File}: {topic} is not subscribed to.{Words.DidYouMean(topic, credentials.Topics)} `fink auth show` lists the topics.");
                credentials = credentials with { Topics = [.. credentials.Topics.Where(known => known != topic)] };
            }

            credentials.SaveFile(credentials.File!);
            console.Note($"{credentials.File} has {Words.Count(credentials.Topics.Count, "topic")} now.");
            return ExitCode.Done;
        });
        return command;
    }

    // A name that is nearly right is likely to be a slip, and nothing would ever come.
    private static void Look(CliConsole console, FinkCredentials credentials, string topic)
    {
        if (topic.StartsWith('^') || KnownTopics.Names.Contains(topic)) return;
        if (credentials.Survey is { } survey && !KnownTopics.MayBeOf(survey, topic)) console.Note($"{topic} looks like a topic of another survey than {survey}.");
        else if (Words.DidYouMean(topic, KnownTopics.Names) is { Length: > 0 } guess) console.Note($"{topic} is none of the topics known here.{guess}");
    }

    private static Argument<string[]> Names(string description) => new("TOPIC") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
