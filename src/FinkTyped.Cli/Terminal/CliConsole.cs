using System.Text;
using Spectre.Console;

namespace FinkTyped.Cli.Terminal;

/// <summary>
/// Where a command's words go: results to standard output, everything else to standard error. Colour and width are the terminal's; in a
/// pipe there is no colour, and lines are as long as they need to be.
/// </summary>
internal sealed class CliConsole : IAsyncDisposable
{
    private const string NoColour = "NO_COLOR";
    private const int PipeWidth = 160;

    // Below it numbers and names of topics would be broken; and a terminal that does not know its width says 0.
    private const int NarrowestTable = 80;
    private const int BufferBytes = 1 << 16;

    private CliConsole(Stream results, Stream notes, bool resultsAreRedirected, bool notesAreRedirected)
    {
        ResultsAreRedirected = resultsAreRedirected;
        NotesAreRedirected = notesAreRedirected;
        ResultStream = new BufferedStream(results, BufferBytes);
        var result = new StreamWriter(ResultStream, new UTF8Encoding(false)) { AutoFlush = true };
        var note = new StreamWriter(notes, new UTF8Encoding(false)) { AutoFlush = true };
        _data = result;
        _note = note;
        ResultWriter = new SafeWriter(result);
        NoteWriter = new SafeWriter(note);
        Results = Ansi(result, resultsAreRedirected);
        Notes = Ansi(note, notesAreRedirected);
    }

    private readonly StreamWriter _data;
    private readonly StreamWriter _note;
    private int _progress;

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

    private static bool IsColourless => Environment.GetEnvironmentVariable(NoColour) is { Length: > 0 };

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Whether results go to a file or a pipe.</summary>
    public bool ResultsAreRedirected { get; }

    /// <summary>Whether what is said beside the results goes to a file or a pipe.</summary>
    public bool NotesAreRedirected { get; }

    /// <summary>Whether results may be in colour: they are for a terminal, and nobody has asked for none (https://no-color.org).</summary>
    public bool ShowsColours => !ResultsAreRedirected && !IsColourless && !IsDumb;

    /// <summary>Whether the terminal can take back what it shows.</summary>
    public bool CanRedraw => !ResultsAreRedirected && Results.Profile.Capabilities.Ansi;

    public static CliConsole Standard()
    {
        // An empty one asks for nothing, though Spectre.Console takes it for set.
        if (!IsColourless) Environment.SetEnvironmentVariable(NoColour, null);
        return new(StandardStream.OpenOutput(), StandardStream.OpenError(), Console.IsOutputRedirected, Console.IsErrorRedirected);
    }

    /// <summary>Says something beside the results, above the progress that is being shown.</summary>
    public void Note(string message)
    {
        lock (_note)
        {
            EndProgress();
            NoteWriter.WriteLine($"fink: {message}");
        }
    }

    /// <summary>Standard output for text that brings colours of its own, and in which others' text has been made printable.</summary>
    public TextWriter ColouredResultWriter => _data;

    /// <summary>Shows a line beside the results that the next one, or a note, takes the place of: only for what comes from here.</summary>
    public void Progress(string line)
    {
        lock (_note)
        {
            _note.Write("\r" + line.PadRight(_progress));
            _progress = line.Length;
        }
    }

    /// <summary>Takes the progress away.</summary>
    public void EndProgress()
    {
        lock (_note)
        {
            if (_progress > 0) _note.Write("\r" + new string(' ', _progress) + "\r");
            _progress = 0;
        }
    }

    /// <summary>Writes results for other programs: as they are into a file or a pipe, with stand-ins for control characters to a terminal.</summary>
    public void WriteData(string text) => (ResultsAreRedirected ? _data : ResultWriter).Write(text);

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
        catch (IOException)
        {
            // Said already, or not worth saying.
        }
    }

    private static SafeConsole Ansi(TextWriter writer, bool redirected) => new(AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new Output(writer, redirected),
        Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected || IsColourless ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    }));

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
