using System.Globalization;
using System.Text;

namespace FinkTyped.Generators.Emit;

/// <summary>Values as C# source.</summary>
internal static class CSharpLiteral
{
    /// <summary>A text as a string literal in pure ASCII.</summary>
    public static string Text(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\') literal.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') literal.Append(c);
            else literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return literal.Append('"').ToString();
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
