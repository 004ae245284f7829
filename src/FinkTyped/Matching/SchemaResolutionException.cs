using System.Text;

namespace FinkTyped;

/// <summary>
/// A writer's schema cannot be resolved to the reader's. It is thrown before any datum is read and names every field at fault.
/// </summary>
public sealed class SchemaResolutionException : AvroException
{
    private const int ShownInMessage = 20;

    internal SchemaResolutionException(IReadOnlyList<ResolutionProblem> problems, bool canBeNull)
        : base(Describe(problems, canBeNull), fieldPath: null)
    {
        Problems = problems;
        CanBeNull = canBeNull;
    }

    /// <summary>A schema that resolves, and does not serve a query.</summary>
    internal SchemaResolutionException(IReadOnlyList<ResolutionProblem> problems, string reason)
        : base($"{reason}:\n  {string.Join("\n  ", problems.Take(ShownInMessage))}", fieldPath: null) => Problems = problems;

    /// <summary>The same of a file.</summary>
    internal SchemaResolutionException(string path, SchemaResolutionException of) : base($"{path}: {of.Reason}", fieldPath: null)
    {
        Problems = of.Problems;
        CanBeNull = of.CanBeNull;
    }

    /// <summary>The fields at fault, with both types and the reason; at least one.</summary>
    public IReadOnlyList<ResolutionProblem> Problems { get; }

    /// <summary>
    /// Whether datums can be read all the same where <see cref="SchemaResolution.UnresolvableNullableIsNull"/> is set: every field at fault, or
    /// one around it, may be null.
    /// </summary>
    public bool CanBeNull { get; }

    private static string Describe(IReadOnlyList<ResolutionProblem> problems, bool canBeNull)
    {
        var text = new StringBuilder($"the writer's schema cannot be resolved to the reader's; {problems.Count} field{(problems.Count == 1 ? "" : "s")} at fault:");
        foreach (var problem in problems.Take(ShownInMessage)) text.Append("\n  ").Append(problem);
        if (problems.Count > ShownInMessage) text.Append($"\n  … and {problems.Count - ShownInMessage} more");
        if (canBeNull) text.Append($"\n{nameof(SchemaResolution)}.{nameof(SchemaResolution.UnresolvableNullableIsNull)} reads the rest, with null there");
        return text.ToString();
    }
}
