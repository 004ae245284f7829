namespace FinkTyped.Tests;

/// <summary>
/// Real alerts, expected values and conformance vectors, kept beside the repository in <c>../shared/data</c> and never inside it.
/// Tests that need them are skipped, with a message, where they are absent.
/// </summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The full path of a file or folder of the shared data; skips the running test where there is none.</summary>
    public static string Require(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, relative);
        Assert.SkipWhen(path is null || !Path.Exists(path), $"needs ../shared/data/{relative} beside the repository");
        return path!;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) continue;
            var data = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            return Directory.Exists(data) ? data : null;
        }

        return null;
    }
}
