namespace FinkTyped.Schemas;

/// <summary>A field that cannot be resolved from a writer's schema to a reader's.</summary>
/// <param name="Path">The field, for example <c>prvDiaSources[].psfFlux</c>; empty for the whole datum.</param>
/// <param name="WriterType">The writer's type in words; null where the writer has no such field.</param>
/// <param name="ReaderType">The reader's type in words; null where the fault lies in the writer's schema alone.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record ResolutionProblem(string Path, string? WriterType, string? ReaderType, string Reason)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var types = (WriterType, ReaderType) switch
        {
            (null, _) => $" (reader: {ReaderType})",
            (_, null) => $" (writer: {WriterType})",
            _ => $" (writer: {WriterType}; reader: {ReaderType})",
        };
        return $"{SchemaPath.Show(Path)}: {Reason}{types}";
    }
}
