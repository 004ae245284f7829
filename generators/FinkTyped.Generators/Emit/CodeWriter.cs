using System.Text;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes indented C#, its lines always ended by a line feed.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new(4096);
    private int _indent;

    /// <summary>Writes one line.</summary>
    public CodeWriter Line(string line)
    {
        _text.Append(' ', 4 * _indent).Append(line).Append('\n');
        return this;
    }

    /// <summary>Writes an empty line.</summary>
    public CodeWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes lines that have no indentation of their own, each under the current one.</summary>
    public CodeWriter Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            if (line.Length > 0) Line(line);
            else Line();
        }

        return this;
    }

    /// <summary>Opens a block in braces.</summary>
    public CodeWriter Open()
    {
        Line("{");
        _indent++;
        return this;
    }

    /// <summary>Closes a block; <paramref name="end"/> follows the brace.</summary>
    public CodeWriter Close(string end = "")
    {
        _indent--;
        return Line("}" + end);
    }

    public CodeWriter Indent()
    {
        _indent++;
        return this;
    }

    public CodeWriter Unindent()
    {
        _indent--;
        return this;
    }

    public override string ToString() => _text.ToString();
}
