using System.Text;

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
    public override string ToString()
    {
        var text = new StringBuilder(Fit switch
        {
            SchemaFit.Identical => "The compiled schema fits exactly.",
            SchemaFit.Resolves => "The compiled schema fits; what differs is resolved.",
            _ => "The compiled schema does not fit: the fields below cannot be resolved.",
        });
        AppendGroup(text, "Cannot be resolved", Problems);
        foreach (var group in Report.Differences.GroupBy(d => d.Kind).OrderBy(g => Weight(g.Key)))
        {
            AppendGroup(text, Title(group.Key), [.. group]);
        }

        return text.ToString();
    }

    private static void AppendGroup<T>(StringBuilder text, string title, IReadOnlyCollection<T> lines)
    {
        if (lines.Count == 0) return;
        text.Append("\n\n").Append(title).Append($" ({lines.Count}):");
        foreach (var line in lines) text.Append("\n  ").Append(line);
    }

    private static string Title(ResolutionDifferenceKind kind) => kind switch
    {
        ResolutionDifferenceKind.Unresolvable => "Lost: of a type that cannot be resolved, and null for that",
        ResolutionDifferenceKind.Missing => "Missing: in the compiled schema, but not sent",
        ResolutionDifferenceKind.MayFail => "May fail: some values do not fit",
        ResolutionDifferenceKind.UnknownSymbols => "Symbols the compiled schema does not know",
        ResolutionDifferenceKind.Skipped => "Not read: sent, but not in the compiled schema",
        ResolutionDifferenceKind.Promoted => "Converted to a wider type",
        ResolutionDifferenceKind.Widened => "Sent as a plain type, nullable in the compiled schema",
        ResolutionDifferenceKind.Renamed => "Renamed",
        _ => "Moved",
    };

    // What a reader of the text may have to act on comes first.
    private static int Weight(ResolutionDifferenceKind kind) => kind switch
    {
        ResolutionDifferenceKind.Unresolvable => 0,
        ResolutionDifferenceKind.MayFail => 1,
        ResolutionDifferenceKind.UnknownSymbols => 2,
        ResolutionDifferenceKind.Missing => 3,
        ResolutionDifferenceKind.Skipped => 4,
        ResolutionDifferenceKind.Promoted => 5,
        ResolutionDifferenceKind.Widened => 6,
        ResolutionDifferenceKind.Renamed => 7,
        _ => 8,
    };
}
