using Spectre.Console;
using Spectre.Console.Rendering;

namespace FinkTyped.Cli.Terminal;

/// <summary>Tables and styled text on their way to a terminal: control characters in what they show are shown, not obeyed.</summary>
internal sealed class SafeConsole(IAnsiConsole inner) : IAnsiConsole
{
    public Profile Profile => inner.Profile;

    public IAnsiConsoleCursor Cursor => inner.Cursor;

    public IAnsiConsoleInput Input => inner.Input;

    public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;

    public RenderPipeline Pipeline => inner.Pipeline;

    public void Clear(bool home) => inner.Clear(home);

    public void Write(IRenderable renderable) => inner.Write(new Shown(renderable));

    public void WriteAnsi(Action<AnsiWriter> action) => inner.WriteAnsi(action);

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(Show);

        private static Segment Show(Segment segment) =>
            segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(PrintableText.OfLines(segment.Text), segment.Style);
    }
}
