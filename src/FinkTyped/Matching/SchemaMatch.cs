namespace FinkTyped;

/// <summary>Two schemas matched by Avro's rules: the graph of the pairs that meet, with what became of each.</summary>
internal sealed class SchemaMatch(SchemaPair root, IReadOnlyList<ResolutionProblem> sparkProblems)
{
    /// <summary>The pair of the two schemas themselves.</summary>
    public SchemaPair Root { get; } = root;

    /// <summary>Whether some field cannot be resolved.</summary>
    public bool Fails => Root.Fails || sparkProblems.Count > 0;

    /// <summary>Every field that cannot be resolved.</summary>
    public IReadOnlyList<ResolutionProblem> Problems() => [.. sparkProblems, .. MatchNarrator.Problems(Root)];

    /// <summary>Everything that differs and still resolves.</summary>
    public IReadOnlyList<ResolutionDifference> Differences() => MatchNarrator.Differences(Root);
}
