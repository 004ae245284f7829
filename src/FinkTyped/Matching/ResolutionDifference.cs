namespace FinkTyped.Schemas;

/// <summary>A way in which a writer's schema differs from the reader's although it resolves.</summary>
public enum ResolutionDifferenceKind
{
    /// <summary>The writer lacks a field of the reader's, which gets its default, or null.</summary>
    Missing,

    /// <summary>The reader lacks a field of the writer's, which is skipped.</summary>
    Skipped,

    /// <summary>The field stands at another place among the fields both have. Nothing is lost.</summary>
    Moved,

    /// <summary>The writer's name of the field is an alias of the reader's. Nothing is lost.</summary>
    Renamed,

    /// <summary>The type is another one that takes every value, as double takes int. Long to float or double may round.</summary>
    Promoted,

    /// <summary>The reader's type is a union that takes the writer's type, as a nullable one takes a plain one. Nothing is lost.</summary>
    Widened,

    /// <summary>Some values the writer may send do not fit the reader's type, such as null; one that comes is an error.</summary>
    MayFail,

    /// <summary>
    /// The writer's type cannot become the reader's, and the field is null for that, as
    /// <see cref="SchemaResolution.UnresolvableNullableIsNull"/> asks.
    /// </summary>
    Unresolvable,

    /// <summary>The writer's enum has symbols that the reader's has not.</summary>
    UnknownSymbols,
}

/// <summary>A field that differs between a writer's schema and the reader's although it resolves.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Path">The field, for example <c>prvDiaSources[].psfFlux</c>; empty for the whole datum.</param>
/// <param name="WriterType">The writer's type in words; null where the writer has no such field.</param>
/// <param name="ReaderType">The reader's type in words; null where the reader has no such field.</param>
/// <param name="Detail">What becomes of it, where the kind does not say it all.</param>
public sealed record ResolutionDifference(
    ResolutionDifferenceKind Kind, string Path, string? WriterType, string? ReaderType, string? Detail)
{
    /// <summary>Of a missing field: the path of a field of the writer's that nobody reads and that is called nearly the same; null for none.</summary>
    public string? Similar { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var path = SchemaPath.Show(Path);
        return Kind switch
        {
            ResolutionDifferenceKind.Missing => $"{path}: the writer lacks it; {Detail} ({ReaderType}){(Similar is null ? "" : $"; was {Similar} meant?")}",
            ResolutionDifferenceKind.Skipped => $"{path}: skipped, the reader has no such field ({WriterType})",
            ResolutionDifferenceKind.Moved => $"{path}: moved, {Detail}",
            ResolutionDifferenceKind.Renamed => $"{path}: renamed, {Detail}",
            ResolutionDifferenceKind.Promoted => $"{path}: {WriterType} is read as {ReaderType}",
            ResolutionDifferenceKind.Widened => $"{path}: {WriterType} is read as {ReaderType}",
            ResolutionDifferenceKind.MayFail => $"{path}: {WriterType} is read as {ReaderType}: {Detail}",
            ResolutionDifferenceKind.Unresolvable => $"{path}: {WriterType} cannot become {ReaderType}; it is null",
            _ => $"{path}: symbols the reader does not know: {Detail}",
        };
    }
}
