using System.Linq;
using System.Text;

namespace FinkTyped.Generators.Emit;

/// <summary>Text of a schema as XML documentation.</summary>
internal static class XmlDoc
{
    // What C# takes for the end of a line, and so for the end of a comment.
    private static readonly char[] LineEnds = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    /// <summary>Writes a summary from the schema's own words, or else from ours, which may hold XML.</summary>
    public static void Summary(CodeWriter code, string? doc, string otherwise)
    {
        var lines = doc?.Split(LineEnds).Select(l => Escape(l.Trim())).Where(l => l.Length > 0).ToList() ?? [];
        if (lines.Count == 0) lines = [otherwise];
        if (lines.Count == 1)
        {
            code.Line($"/// <summary>{lines[0]}</summary>");
            return;
        }

        code.Line("/// <summary>");
        foreach (var line in lines) code.Line("/// " + line);
        code.Line("/// </summary>");
    }

    /// <summary>Any text as XML; characters that XML cannot hold become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '&') escaped.Append("&amp;");
            else if (c == '<') escaped.Append("&lt;");
            else if (c == '>') escaped.Append("&gt;");
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) escaped.Append(c).Append(text[++i]);
            else escaped.Append(c < ' ' || char.IsSurrogate(c) || c >= '\uFFFE' || LineEnds.Contains(c) ? ' ' : c);
        }

        return escaped.ToString();
    }
}
