namespace FinkTyped.Benchmarks.Data;

/// <summary>Files of the repository the benchmarks were built in, and the data beside it.</summary>
internal static class Repository
{
    /// <summary>A file of the repository; null where it is not there.</summary>
    public static string? Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) continue;
            var file = Path.GetFullPath(Path.Combine([folder.FullName, .. path]));
            return File.Exists(file) ? file : null;
        }

        return null;
    }
}
