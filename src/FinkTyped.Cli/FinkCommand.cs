using System.CommandLine;
using System.CommandLine.Help;
using Confluent.Kafka;
using FinkTyped.Cli.Commands;
using FinkTyped.Cli.Help;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli;

/// <summary>The <c>fink</c> command: parses the line, runs one command, turns what went wrong into a message and an exit code.</summary>
internal static class FinkCommand
{
    // How long a command may take to end after Ctrl-C: time to commit and to close connections.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    // `@name` is a channel of Telegram here, and no file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args)
    {
        Codecs.MoreCodecs.Register();
        await using var console = CliConsole.Standard();
        var root = Create(console);
        var line = root.Parse(args.Length == 0 ? ["--help"] : args, Parsing);
        if (line.Errors.Count > 0 && line.Action is not (HelpWithExamples or VersionText)) return Misused(console, line);

        using var interrupt = new Interrupt(Farewell);
        try
        {
            if (UsageWords.MisspeltOption(line) is { } misspelt) throw new UsageException(misspelt);
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
        catch (DirectoryNotFoundException e)
        {
            console.Note($"{CommandWords.Of(e.Message)} Make the folder first.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (IsExpected(e))
        {
            console.Note(FileWords.Of(e) ?? CommandWords.Of(e.Message));
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            console.Note($"this should not have happened, please report it: {e}");
            return ExitCode.Failed;
        }
    }

    /// <summary>The command with all its commands.</summary>
    public static RootCommand Create(CliConsole console)
    {
        var root = new RootCommand("Alerts of the Fink broker: look at them, stream them, save them, replay them.")
        {
            DemoCommand.Create(console),
            StreamCommand.Create(console),
            TransferCommand.Create(console),
            CatCommand.Create(console),
            CountCommand.Create(console),
            ConvertCommand.Create(console),
            ViewCommand.Create(console),
            WatchCommand.Create(console),
            DashboardCommand.Create(console),
            SimulateCommand.Create(console),
            AuthCommand.Create(console),
            TopicCommand.Create(console),
            TopicsCommand.Create(console, "topics", "Lists the topics of a server by Fink's service."),
            LagCommand.Create(console),
            GroupCommand.Create(console),
            SchemaCommand.Create(console),
            ReplayCommand.Create(console),
            BrokerCommand.Create(console),
            DoctorCommand.Create(console),
            CompletionCommand.Create(console),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help }) option.Action = new HelpWithExamples(help);
            else if (option is VersionOption) option.Action = new VersionText();
        }

        return root;
    }

    private static int Misused(CliConsole console, ParseResult line)
    {
        foreach (var error in line.Errors.Where(error => line.Errors.Count == 1 || !UsageWords.IsNoCommand(error))) console.Note(UsageWords.Of(line, error));
        console.Note($"`{CommandName.Of(line.CommandResult.Command)} --help` shows how it is used.");
        return ExitCode.WrongUsage;
    }

    private static bool IsExpected(Exception e) => e is CommandException or AvroException or AlertException or KafkaException
        or IOException or UnauthorizedAccessException;
}
