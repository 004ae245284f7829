using System.Runtime.InteropServices;

namespace FinkTyped.Kafka;

/// <summary>
/// A folder that alerts are saved to. What is not whole yet lies aside in <c>.fink</c>, on the same file system, where nobody who reads the folder looks.
/// </summary>
internal sealed partial class SavingFolder
{
    private const string Own = ".fink";
    private const string Unfinished = ".partial";

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = 0, MatchType = MatchType.Simple };

    private long _aside;

    public SavingFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Aside);
        Directory.CreateDirectory(Locks);
    }

    public string Root { get; }

    private string Aside => Path.Combine(Root, Own, "partial");

    private string Locks => Path.Combine(Root, Own, "locks");

    /// <summary>Notes which alerts are saved here, or makes sure that it is the same choice as before.</summary>
    /// <exception cref="IOException">It is another.</exception>
    public void Choose(string? filter)
    {
        var note = Path.Combine(Root, Own, "where");
        if (!File.Exists(note) && !Directory.EnumerateFiles(Locks).Any()) File.WriteAllText(note, filter ?? "");
        var before = File.Exists(note) ? File.ReadAllText(note) : "";
        if (before == (filter ?? "")) return;
        var what = before.Length == 0 ? "all alerts" : $"the alerts of which this is true: {before}";
        throw new IOException($"{Root} is a folder for {what}. Save others to another folder");
    }

    /// <summary>The file that is locked by whoever saves a partition.</summary>
    public string LockFile(string topic, int partition) => Path.Combine(Locks, SavedFileName.Prefix(topic, partition) + "lock");

    /// <summary>A file aside for alerts of a partition, which is not there yet.</summary>
    public string NewAside(string prefix) => Path.Combine(Aside, $"{prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _aside)}{Unfinished}");

    /// <summary>Where a whole file waits until all of its range are whole.</summary>
    public string WaitingRoom(string relativePath) => Path.Combine(Aside, relativePath + Unfinished);

    /// <summary>The files of a partition, as paths within the folder.</summary>
    public IEnumerable<(string Path, SavedFileName Name)> Files(string topic, int partition) =>
        Directory.EnumerateFiles(Root, SavedFileName.Prefix(topic, partition) + "*", Everywhere)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.StartsWith(Own, StringComparison.Ordinal))
            .Select(path => (path, Parsed(Path.GetFileName(path))))
            .Where(file => file.Item2.Topic == topic && file.Item2.Partition == partition);

    /// <summary>
    /// Brings the folder in order for whoever has the lock of a partition: a range of which one part has its place gets all of them, and what was not whole
    /// goes.
    /// </summary>
    public void Recover(string topic, int partition, IReadOnlyCollection<SavedFileName> files)
    {
        foreach (var path in Directory.EnumerateFiles(Aside, SavedFileName.Prefix(topic, partition) + "*" + Unfinished, Everywhere).ToList())
        {
            var relative = Path.GetRelativePath(Aside, path)[..^Unfinished.Length];
            var name = Parsed(Path.GetFileName(relative));
            if (name.Parts > 1 && files.Any(name.IsOfSameRange) && !File.Exists(Path.Combine(Root, relative))) Place(path, relative);
            else File.Delete(path);
        }
    }

    /// <summary>Removes what processes that ended long ago left aside.</summary>
    public void RemoveOld(string prefix, TimeSpan age)
    {
        foreach (var path in Directory.EnumerateFiles(Aside, prefix + "*" + Unfinished))
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > age) File.Delete(path);
    }

    /// <summary>Gives a whole file its place.</summary>
    public void Place(string aside, string relativePath)
    {
        var path = Path.Combine(Root, relativePath);
        MakeFolder(Path.GetDirectoryName(path)!);
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Lets a whole file wait for the others of its range.</summary>
    /// <returns>Its path.</returns>
    public string LetWait(string aside, string relativePath)
    {
        var path = WaitingRoom(relativePath);
        MakeFolder(Path.GetDirectoryName(path)!);
        File.Move(aside, path, overwrite: true);
        Sync(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Waits until the names in the folder of a file are on disk.</summary>
    public void SyncFolderOf(string relativePath) => Sync(Path.GetDirectoryName(Path.Combine(Root, relativePath))!);

    private static SavedFileName Parsed(string name) => SavedFileName.TryParse(name, out var file) ? file : default;

    // A new folder is a name in the one above it.
    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            Directory.CreateDirectory(path);
            return;
        }

        MakeFolder(parent);
        Directory.CreateDirectory(path);
        Sync(parent);
    }

    private static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        const int ReadOnly = 0;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        var isSynced = FSync(descriptor) == 0;
        var reason = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(descriptor);
        if (!isSynced) throw new IOException($"{folder}: {reason}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
