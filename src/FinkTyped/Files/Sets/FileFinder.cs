using System.IO.Enumeration;

namespace FinkTyped;

/// <summary>A file of a set; or a path of it that stands for none, and why.</summary>
internal readonly record struct FoundFile(string Path, Exception? Fault = null);

/// <summary>
/// The files that paths stand for: files, folders, patterns. Each file comes once, whatever leads to it; a folder's are found as they are
/// asked for, in the ordinal order of their paths.
/// </summary>
internal sealed class FileFinder
{
    private const string Endings = ".avro, .avro.gz, .tar, .tar.gz or .tgz";

    private readonly HashSet<FileIdentity> _met = [];

    private FileFinder()
    {
    }

    /// <summary>What paths stand for; what is wrong with one of them is among it.</summary>
    public static IEnumerable<FoundFile> Find(IEnumerable<string> paths)
    {
        var finder = new FileFinder();
        return paths.SelectMany(finder.Find);
    }

    /// <summary>Whether a file of a folder or an archive is one of alerts, by its name.</summary>
    public static bool IsAlertFile(ReadOnlySpan<char> name) =>
        name.EndsWith(".avro", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".avro.gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is an archive, by its name.</summary>
    public static bool IsArchive(ReadOnlySpan<char> name) => name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    private static bool IsAlertFileOrFolder(ref FileSystemEntry entry) =>
        entry.IsDirectory || IsAlertFile(entry.FileName) || IsArchive(entry.FileName);

    private IEnumerable<FoundFile> Find(string path)
    {
        if (path == AlertFile.StandardInput) return [new FoundFile(path)];
        // The system would take the name to end at the zero.
        if (path.Length == 0 || path.Contains('\0')) return [new FoundFile(path, NotThere(path))];
        var identity = FileIdentity.Of(path);
        return identity.Kind switch
        {
            FileKind.File => _met.Add(identity) ? [new FoundFile(path)] : [],
            FileKind.Folder => InFolder(path, identity),
            FileKind.Other => [new FoundFile(path)],
            _ when FilePattern.Is(path) => OfPattern(path),
            _ => [new FoundFile(path, WhyNone(path))],
        };
    }

    private IEnumerable<FoundFile> OfPattern(string pattern)
    {
        var isAny = false;
        foreach (var match in FilePattern.Expand(pattern))
        {
            var identity = match.Fault is null ? FileIdentity.Of(match.Path) : default;
            // What is no regular file was not asked for by name, and could be waited for.
            if (identity.Kind == FileKind.Other) continue;
            isAny = true;
            if (identity.Kind == FileKind.Folder)
            {
                foreach (var file in InFolder(match.Path, identity)) yield return file;
            }
            else if (match.Fault is not null || identity.Kind == FileKind.None)
            {
                yield return match with { Fault = match.Fault ?? WhyNone(match.Path) };
            }
            else if (_met.Add(identity))
            {
                yield return match;
            }
        }

        if (!isAny) yield return new FoundFile(pattern, new FileNotFoundException($"No file matches '{pattern}'.", pattern));
    }

    private IEnumerable<FoundFile> InFolder(string root, FileIdentity identity)
    {
        if (!_met.Add(identity)) yield break;
        var isAny = false;
        var open = new Stack<IEnumerator<string>>();
        open.Push(Entries(root, out var fault).GetEnumerator());
        if (fault is not null) yield return new FoundFile(root, fault);
        while (open.TryPeek(out var entries))
        {
            if (!entries.MoveNext())
            {
                open.Pop();
                continue;
            }

            var path = entries.Current;
            var found = FileIdentity.Of(path);
            if (found.Kind == FileKind.Folder)
            {
                if (!_met.Add(found)) continue;
                open.Push(Entries(path, out fault).GetEnumerator());
                if (fault is not null) yield return new FoundFile(path, fault);
            }
            else if (found.Kind == FileKind.File)
            {
                isAny = true;
                if (_met.Add(found)) yield return new FoundFile(path);
            }
            else if (found.Kind == FileKind.None)
            {
                isAny = true;
                yield return new FoundFile(path, WhyNone(path));
            }
        }

        if (!isAny && fault is null) yield return new FoundFile(root, new FileNotFoundException($"{root}: no {Endings} file in this folder", root));
    }

    /// <summary>The alert files and folders in a folder, in the order that makes whole paths ordered.</summary>
    private static IEnumerable<string> Entries(string folder, out Exception? fault)
    {
        fault = null;
        try
        {
            var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false };
            var entries = new FileSystemEnumerable<(string Path, bool IsFolder)>(
                folder, static (ref entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory), options)
            {
                ShouldIncludePredicate = IsAlertFileOrFolder,
            };
            return [.. entries.OrderBy(static e => e.IsFolder ? e.Path + '/' : e.Path, StringComparer.Ordinal).Select(static e => e.Path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e;
            return [];
        }
    }

    private static FileNotFoundException NotThere(string path) => new($"There is no file or folder '{path}'.", path);

    private static Exception WhyNone(string path)
    {
        try
        {
            File.GetAttributes(path);
            return new FileNotFoundException($"'{path}' is a link that leads nowhere.", path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return path.Contains('\uFFFD')
                ? new FileNotFoundException($"'{path}' has a name that is not UTF-8, or is not there any more: rename it to read it.", path)
                : NotThere(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }
}
