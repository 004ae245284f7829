namespace FinkTyped.Schemas;

/// <summary>Whether a compiled schema still fits what a stream's writer sends.</summary>
public enum SchemaFit
{
    /// <summary>The writer's datums are, byte for byte, what the compiled schema says.</summary>
    Identical,

    /// <summary>They differ, and the difference is resolved.</summary>
    Resolves,

    /// <summary>Some fields cannot be resolved: no alert can be decoded.</summary>
    Fails,
}

/// <summary>Tells whether a compiled schema still fits a writer's, and what changed: what resolution would do, in plain words.</summary>
public sealed class SchemaCheck
{
    private SchemaCheck(SchemaMatch match)
    {
        Problems = match.Problems();
        Report = new ResolutionReport(match);
        Fit = match.Fails ? SchemaFit.Fails : Report.IsWireIdentical ? SchemaFit.Identical : SchemaFit.Resolves;
    }

    /// <summary>The answer in one word.</summary>
    public SchemaFit Fit { get; }

    /// <summary>The fields that cannot be resolved; empty unless <see cref="Fit"/> is <see cref="SchemaFit.Fails"/>.</summary>
    public IReadOnlyList<ResolutionProblem> Problems { get; }

    /// <summary>What differs and resolves.</summary>
    public ResolutionReport Report { get; }

    /// <summary>Checks a compiled schema against a writer's.</summary>
    /// <param name="writer">The schema that comes with the stream or file.</param>
    /// <param name="compiled">The schema that records were compiled from.</param>
    /// <param name="resolution">How to resolve; <see cref="SchemaResolution.Default"/> where null.</param>
    public static SchemaCheck Of(AvroSchema writer, AvroSchema compiled, SchemaResolution? resolution = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(compiled);
        return new SchemaCheck(SchemaMatcher.Match(writer, compiled, resolution ?? SchemaResolution.Default));
    }

    /// <summary>The answer, then the fields by what becomes of them, one a line.</summary>
    public override string ToString() => ToString("The writer's schema", "the compiled one");

    /// <summary>The answer, then the fields by what becomes of them, one a line.</summary>
    /// <param name="writer">What to call the writer's schema, at the beginning of a sentence: a topic, a file.</param>
    /// <param name="compiled">What to call the compiled one.</param>
    public string ToString(string writer, string compiled) => SchemaCheckText.Of(this, writer, compiled);
}
