using System.CommandLine;
using Confluent.Kafka;
using FinkTyped.Cli.Commands;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli;

/// <summary>The <c>fink</c> command: parses the line, runs one command, turns what went wrong into a message and an exit code.</summary>
internal static class FinkCommand
{
    // How long a command may take to end after Ctrl-C: time to commit and to close connections.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        await using var console = CliConsole.Standard();
        var root = Create(console);
        var line = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (line.Errors.Count > 0) return Misused(console, line);

        using var interrupt = new Interrupt(Farewell);
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = console.ResultWriter,
                Error = console.NoteWriter,
            };
            var code = await line.InvokeAsync(configuration, interrupt.Token).ConfigureAwait(false);
            await console.FlushAsync().ConfigureAwait(false);
            return interrupt.Token.IsCancellationRequested ? ExitCode.Interrupted : code;
        }
        catch (BrokenPipeException)
        {
            // The reader has seen enough, as `head` has after ten lines.
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (UsageException e)
        {
            console.Note(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (IsExpected(e))
        {
            console.Note(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            console.Note($"this should not have happened, please report it: {e}");
            return ExitCode.Failed;
        }
    }

    /// <summary>The command with all its commands.</summary>
    public static RootCommand Create(CliConsole console) => new("Alerts of the Fink broker: look at them, stream them, replay them.")
    {
        DemoCommand.Create(console),
        CatCommand.Create(console),
        ViewCommand.Create(console),
        DashboardCommand.Create(console),
        WatchCommand.Create(console),
        StreamCommand.Create(console),
        ReplayCommand.Create(console),
        TopicsCommand.Create(console),
        LagCommand.Create(console),
        SchemaCommand.Create(console),
    };

    private static int Misused(CliConsole console, ParseResult line)
    {
        foreach (var error in line.Errors) console.Note(error.Message);
        var path = string.Join(' ', Names(line.CommandResult.Command).Reverse());
        console.Note($"`{path} --help` shows how it is used.");
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> Names(Command command)
    {
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            yield return symbol is RootCommand ? "fink" : symbol.Name;
        }
    }

    private static bool IsExpected(Exception e) => e is CommandException or AvroException or AlertException or KafkaException
        or IOException or UnauthorizedAccessException;
}
