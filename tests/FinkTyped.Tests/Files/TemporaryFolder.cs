namespace FinkTyped.Tests;

/// <summary>A folder for one test's files, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("finktyped-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
