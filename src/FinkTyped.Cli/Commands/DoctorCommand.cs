using System.CommandLine;
using FinkTyped.Cli.Doctor;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Spectre.Console;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink doctor</c>: what is wrong, and what to do about it.</summary>
internal static class DoctorCommand
{
    private static readonly Style[] Styles = [new(Color.Green), new(Color.Yellow), new(Color.Red)];

    public static Command Create(CliConsole console)
    {
        var topics = new Option<string[]>("--topic") { Description = "A topic; may be given several times. The survey's by default.", HelpName = "TOPIC" };
        var command = new Command("doctor", "Looks at all that a stream needs, from this machine to the alerts, and says what to do.") { topics };
        var server = new ServerOptions(console, command, withGroup: true);
        command.SetAction(async (line, stop) =>
        {
            var isWell = true;
            await foreach (var finding in Findings(server, line, line.GetValue(topics), stop).ConfigureAwait(false))
            {
                isWell &= finding.Health != Health.Bad;
                Write(console, finding);
            }

            return isWell ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static IAsyncEnumerable<Finding> Findings(ServerOptions server, ParseResult line, string[]? topics, CancellationToken stop)
    {
        if (!server.IsGiven(line)) return Checkup.WithoutServer(Missing("nothing says which server is meant", "Give --survey ztf|lsst, or --bootstrap HOST:PORT. `fink auth register` saves what Fink has given you.")).ToAsyncEnumerable();
        try
        {
            return new Checkup(server.Read(line, topics), server.Credentials(line)).RunAsync(stop);
        }
        catch (AlertException e)
        {
            return Checkup.WithoutServer(Missing(e.Reason, CommandWords.Of(e.Remedy))).ToAsyncEnumerable();
        }
    }

    private static Finding Missing(string text, string remedy) => new("credentials", Health.Bad, text, remedy);

    private static void Write(CliConsole console, Finding finding)
    {
        console.Results.Write(new Text(finding.Health switch { Health.Good => "ok    ", Health.Doubtful => "look  ", _ => "wrong " }, Styles[(int)finding.Health]));
        console.ResultWriter.WriteLine($"{finding.Subject,-11}  {finding.Text}");
        if (finding.Remedy.Length > 0) console.ResultWriter.WriteLine($"{"",19}{finding.Remedy}");
        console.EndOfLine();
    }
}
