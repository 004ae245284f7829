namespace FinkTyped.Benchmarks.Archives;

/// <summary>Something that is done with files, and the operation before it in the table that it is set beside.</summary>
internal sealed record ArchiveOperation(string Name, string Beside, string Path, Action Run);
