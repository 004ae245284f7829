using System.Text;
using Spectre.Console;

namespace FinkTyped.Cli.Terminal;

/// <summary>
/// Where a command's words go: results to standard output, everything else to standard error. Colour and width are the terminal's; in a
/// pipe there is no colour, and lines are as long as they need to be.
/// </summary>
internal sealed class CliConsole : IAsyncDisposable
{
    private const int PipeWidth = 160;

    // Below it numbers and names of topics would be broken; and a terminal that does not know its width says 0.
    private const int NarrowestTable = 80;
    private const int BufferBytes = 1 << 16;

    private CliConsole(Stream results, TextWriter notes, bool resultsAreRedirected, bool notesAreRedirected)
    {
        ResultsAreRedirected = resultsAreRedirected;
        ResultStream = new BufferedStream(results, BufferBytes);
        ResultWriter = new StreamWriter(ResultStream, new UTF8Encoding(false)) { AutoFlush = true };
        NoteWriter = notes;
        Results = Ansi(ResultWriter, resultsAreRedirected);
        Notes = Ansi(notes, notesAreRedirected);
    }

    /// <summary>Standard output for bytes; buffered, see <see cref="EndOfLine"/>.</summary>
    public Stream ResultStream { get; }

    /// <summary>Standard output for plain text.</summary>
    public TextWriter ResultWriter { get; }

    /// <summary>Standard output for tables.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Standard error for plain text.</summary>
    public TextWriter NoteWriter { get; }

    /// <summary>Standard error for progress.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>Whether results go to a file or a pipe.</summary>
    public bool ResultsAreRedirected { get; }

    public static CliConsole Standard() =>
        new(StandardOutput.Open(), Console.Error, Console.IsOutputRedirected, Console.IsErrorRedirected);

    /// <summary>Says something beside the results.</summary>
    public void Note(string message) => NoteWriter.WriteLine($"fink: {message}");

    /// <summary>Shows what was written so far, if somebody watches.</summary>
    public void EndOfLine()
    {
        if (!ResultsAreRedirected) ResultStream.Flush();
    }

    public Task FlushAsync() => ResultStream.FlushAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        catch (BrokenPipeException)
        {
            // Said already, or not worth saying.
        }
    }

    private static IAnsiConsole Ansi(TextWriter writer, bool redirected) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new Output(writer, redirected),
        Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    private sealed class Output(TextWriter writer, bool redirected) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => !redirected;

        public int Width => redirected ? PipeWidth : Math.Max(NarrowestTable, Console.WindowWidth);

        public int Height => redirected ? 24 : Console.WindowHeight;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
