namespace FinkTyped.Columns.Tests;

/// <summary>A path that is free, and freed again.</summary>
internal sealed class TemporaryFile(string extension) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"fink-{Guid.NewGuid():n}{extension}");

    public void Dispose() => File.Delete(Path);
}
