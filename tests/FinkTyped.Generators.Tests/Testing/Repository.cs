namespace FinkTyped.Generators.Tests;

/// <summary>The files that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds them all.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
