using System.Text;

namespace FinkTyped.Cli.Terminal;

/// <summary>Plain text on its way to a terminal: control characters in it are shown, not obeyed. Line feeds stay.</summary>
internal sealed class SafeWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == '\n' || !PrintableText.IsControl(value)) inner.Write(value);
        else inner.Write(PrintableText.Of(value.ToString()));
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => inner.Write(PrintableText.OfLines(value));

    public override void WriteLine(string? value)
    {
        Write(value);
        inner.Write('\n');
    }

    public override void Flush() => inner.Flush();
}
