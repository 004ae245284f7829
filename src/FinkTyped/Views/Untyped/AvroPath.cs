using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FinkTyped.Untyped;

/// <summary>
/// The way to a value of an alert, as one writes it: <c>diaSource.psfFlux</c>. Names of fields, and keys of maps, with dots between them; a name
/// with a dot or a bracket in it is written <c>["like.this"]</c>. A path through an array of records, <c>prvDiaSources.psfFlux</c> or
/// <c>prvDiaSources[].psfFlux</c>, stands for that field of each item. Knows nothing of any schema: <see cref="AvroPlan.Bind(AvroPath)"/> looks
/// it up in one. Immutable; equal paths have equal names.
/// </summary>
public sealed class AvroPath : IEquatable<AvroPath>
{
    private readonly string[] _names;

    private AvroPath(string[] names) => _names = names;

    /// <summary>The names, from the outermost on; at least one.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads a path.</summary>
    /// <param name="text">For example <c>diaSource.psfFlux</c>.</param>
    /// <exception cref="AvroPathException">The text is no path; the message says where and why.</exception>
    public static AvroPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var path, out var fault) ? path : throw new AvroPathException(text, fault);
    }

    /// <summary>Reads a path, or says why the text is none.</summary>
    /// <param name="text">For example <c>diaSource.psfFlux</c>.</param>
    /// <param name="path">The path.</param>
    /// <param name="fault">Where and why the text is no path.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AvroPath? path, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new List<string>();
        path = null;
        fault = null;
        var at = 0;
        do
        {
            if (at < text.Length && text[at] == '.' && names.Count > 0) at++;
            fault = ReadName(text, ref at, names);
        }
        while (fault is null && at < text.Length);

        if (fault is not null) return false;
        path = new AvroPath([.. names]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(AvroPath? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AvroPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var name in _names) hash.Add(name, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>The path as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Show(_names);

    /// <summary>Names as the path that they make.</summary>
    internal static string Show(ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (NeedsQuotes(name))
            {
                var quoted = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
                text.Append("[\"").Append(quoted).Append("\"]");
                continue;
            }

            text.Append(text.Length > 0 ? "." : "").Append(name);
        }

        return text.ToString();
    }

    private static bool NeedsQuotes(string name) =>
        name.Length == 0 || name.AsSpan().Trim().Length != name.Length || name.AsSpan().ContainsAny(".[]\"");

    private static string? ReadName(string text, ref int at, List<string> names)
    {
        if (at < text.Length && text[at] == '[') return ReadBracket(text, ref at, names);
        var length = text.AsSpan(at).IndexOfAny('.', '[', ']');
        var name = length < 0 ? text[at..] : text.Substring(at, length);
        if (name.Length == 0) return $"a name is missing at character {at + 1}";
        if (name.AsSpan().Trim().Length != name.Length) return $"a space stands beside the name at character {at + 1}";
        at += name.Length;
        if (at < text.Length && text[at] == ']') return $"']' without '[' at character {at + 1}";
        names.Add(name);
        return null;
    }

    private static string? ReadBracket(string text, ref int at, List<string> names)
    {
        var start = at;
        // What reports write behind an array; it adds nothing.
        if (text.AsSpan(at).StartsWith("[]"))
        {
            at += 2;
            return names.Count == 0 ? "a path begins with a name, not with '[]'" : null;
        }

        var name = new StringBuilder();
        if (text.AsSpan(at).StartsWith("[\""))
        {
            for (at += 2; at < text.Length && text[at] != '"'; at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length) at++;
                name.Append(text[at]);
            }

            if (text.AsSpan(at).StartsWith("\"]"))
            {
                at += 2;
                names.Add(name.ToString());
                return null;
            }
        }

        return $"the bracket at character {start + 1} is neither [] nor [\"a name in quotes\"]";
    }
}
