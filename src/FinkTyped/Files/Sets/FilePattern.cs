using System.IO.Enumeration;

namespace FinkTyped;

/// <summary>Patterns of paths: <c>*</c> and <c>?</c> within a name, <c>**</c> for any depth of folders. As in a shell, but for the case of letters.</summary>
internal static class FilePattern
{
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>Whether a path is a pattern.</summary>
    public static bool Is(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>What matches a pattern, in ordinal order; folders that cannot be looked into are among it.</summary>
    public static IEnumerable<FoundFile> Expand(string pattern)
    {
        var names = pattern.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(names, Is);
        var root = Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : "";
        return Expand(Path.Join([root, .. names[..first]]), names[first..]);
    }

    private static IEnumerable<FoundFile> Expand(string folder, ArraySegment<string> names)
    {
        if (names.Count == 0) return [new FoundFile(folder)];
        var rest = names[1..];
        if (names[0] == "**") return ExpandAnyDepth(folder, rest);
        if (Is(names[0])) return Matches(folder, names[0], rest.Count > 0).SelectMany(match => match.Fault is null ? Expand(match.Path, rest) : [match]);
        var next = Path.Join(folder, names[0]);
        return FileIdentity.Of(next).Kind == FileKind.None ? [] : Expand(next, rest);
    }

    private static IEnumerable<FoundFile> ExpandAnyDepth(string folder, ArraySegment<string> names)
    {
        while (names.Count > 0 && names[0] == "**") names = names[1..];
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var at))
        {
            foreach (var found in names.Count == 0 ? Matches(at, "*", false) : Expand(at, names)) yield return found;
            // Links are not followed here: they may lead in a circle.
            var deeper = Matches(at, "*", true).Where(static f => f.Fault is null && new FileInfo(f.Path).LinkTarget is null);
            foreach (var next in deeper.Reverse()) folders.Push(next.Path);
        }
    }

    private static IEnumerable<FoundFile> Matches(string folder, string name, bool foldersOnly)
    {
        try
        {
            var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
            var entries = new FileSystemEnumerable<string>(
                folder.Length == 0 ? "." : folder, (ref entry) => Path.Join(folder, entry.FileName), options)
            {
                // A name that begins with a dot is matched by a pattern that does.
                ShouldIncludePredicate = (ref entry) => (entry.IsDirectory || !foldersOnly) && (entry.FileName[0] != '.' || name[0] == '.')
                    && FileSystemName.MatchesSimpleExpression(name, entry.FileName, ignoreCase: true),
            };
            return [.. entries.Order(StringComparer.Ordinal).Select(static path => new FoundFile(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new FoundFile(folder, e)];
        }
    }
}
