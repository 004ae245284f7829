using System.CommandLine;
using FinkTyped.Cli.Streams;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink stream</c>: follows topics and shows, saves or announces what comes.</summary>
internal static class StreamCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command("stream", "Follows topics: shows the alerts as they come. What was shown, saved or announced counts as processed by the group.");
        var arguments = new StreamArguments(console, command);
        command.SetAction((line, stop) => new StreamRun(console, arguments.Read(line)).RunAsync(stop));
        return command;
    }
}
