using System.Runtime.InteropServices;

namespace FinkTyped;

/// <summary>
/// Tells, field by field and with paths, what a match found. A type that holds itself is told of once around; one that is used in many
/// places, at the first few of them.
/// </summary>
internal sealed class MatchNarrator
{
    /// <summary>The most that is told: honest schemas have a few hundred fields, and a list is there to be read.</summary>
    public const int MaxEntries = 2000;

    // Three pairs a level: a nullable record is the pair of the unions, of the branch and of the records.
    private const int MaxDepth = 3 * 64;

    // Types that refer to each other in many ways have more paths than can be walked.
    private const int MaxPlaces = 8;

    private readonly List<ResolutionProblem> _problems = [];
    private readonly List<ResolutionDifference> _differences = [];
    private readonly HashSet<SchemaPair> _open = [];
    private readonly Dictionary<SchemaPair, int> _places = [];

    /// <summary>Every field that cannot be resolved.</summary>
    public static IReadOnlyList<ResolutionProblem> Problems(SchemaPair root)
    {
        var narrator = new MatchNarrator();
        if (root.Fails) narrator.TellProblems(root, root, "");
        // What lies deeper than is told is still a fault of the whole.
        if (root.Fails && narrator._problems.Count == 0) narrator.AddProblem("", root.Writer, root.Reader, "a part nested very deep cannot be resolved");
        return narrator._problems;
    }

    /// <summary>Everything that differs and still resolves.</summary>
    public static IReadOnlyList<ResolutionDifference> Differences(SchemaPair root)
    {
        var narrator = new MatchNarrator();
        narrator.TellDifferences(root, "");
        return narrator._differences;
    }

    /// <summary>The writer's symbols that are none of the reader's.</summary>
    public static IEnumerable<string> UnknownSymbols(SchemaPair pair)
    {
        var known = new HashSet<string>(((AvroEnumSchema)pair.Reader).Symbols, StringComparer.Ordinal);
        return ((AvroEnumSchema)pair.Writer).Symbols.Where(s => !known.Contains(s));
    }

    /// <param name="pair">The pair to tell of.</param>
    /// <param name="whole">The pair of the whole types of the field, unions included, which are the ones shown.</param>
    /// <param name="path">The field.</param>
    private void TellProblems(SchemaPair pair, SchemaPair whole, string path)
    {
        if (!pair.Fails || _problems.Count >= MaxEntries || !Enter(pair)) return;
        switch (pair.Kind)
        {
            case PairKind.Record:
                foreach (var field in pair.Fields)
                {
                    var fieldPath = SchemaPath.Field(path, field.Reader.Name);
                    if (field.Problem is not null) AddProblem(fieldPath, null, field.Reader.Schema, field.Problem);
                    else if (field.Pair is not null) TellProblems(field.Pair, field.Pair, fieldPath);
                }

                break;
            case PairKind.Array:
                TellProblems(pair.Item!, pair.Item!, SchemaPath.Item(path));
                break;
            case PairKind.Map:
                TellProblems(pair.Item!, pair.Item!, SchemaPath.Value(path));
                break;
            case PairKind.FromUnion when Only(pair.Branches.Where(b => b.Writer.Type != AvroType.Null)) is { } branch:
                TellProblems(branch, whole, path);
                break;
            case PairKind.IntoUnion when Only(pair.Candidates.Select(c => c.Pair)) is { } candidate:
                TellProblems(candidate, whole, path);
                break;
            default:
                AddProblem(path, whole.Writer, whole.Reader, pair.Reason ?? ReasonOf(pair));
                break;
        }

        _open.Remove(pair);
    }

    private static string ReasonOf(SchemaPair pair) => pair.Kind switch
    {
        PairKind.FromUnion => "no branch of the writer's union fits the reader's type",
        PairKind.IntoUnion => $"no branch of the reader's union takes {SchemaWords.Describe(pair.Writer)}",
        _ => $"no value of {SchemaWords.Describe(pair.Writer)} can become {SchemaWords.Describe(pair.Reader)}",
    };

    private bool Enter(SchemaPair pair)
    {
        if (_open.Count >= MaxDepth || !_open.Add(pair)) return false;
        ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _);
        if (places < MaxPlaces)
        {
            places++;
            return true;
        }

        _open.Remove(pair);
        return false;
    }

    private void AddProblem(string path, AvroSchema? writer, AvroSchema reader, string reason) => _problems.Add(
        new ResolutionProblem(path, writer is null ? null : SchemaWords.Describe(writer), SchemaWords.Describe(reader), reason));

    private void TellDifferences(SchemaPair pair, string path)
    {
        if (!pair.Differs || _differences.Count >= MaxEntries || !Enter(pair)) return;
        switch (pair.Kind)
        {
            case PairKind.Promoted:
                Add(ResolutionDifferenceKind.Promoted, path, pair);
                break;
            case PairKind.Record:
                TellFields(pair, path);
                break;
            case PairKind.Enum when UnknownSymbols(pair).ToList() is { Count: > 0 } unknown:
                var fallback = ((AvroEnumSchema)pair.Reader).Default;
                var outcome = fallback is null ? "is an error at run time" : $"becomes {fallback}";
                Add(ResolutionDifferenceKind.UnknownSymbols, path, pair, $"{string.Join(", ", unknown.Take(20))}: {outcome}");
                break;
            case PairKind.Array:
                TellDifferences(pair.Item!, SchemaPath.Item(path));
                break;
            case PairKind.Map:
                TellDifferences(pair.Item!, SchemaPath.Value(path));
                break;
            case PairKind.FromUnion:
                foreach (var branch in pair.Branches)
                {
                    // Where the whole union fails that is a problem, and told as one.
                    if (branch.Fails && !pair.Fails)
                    {
                        var detail = $"a value that is {SchemaWords.Describe(branch.Writer)} is an error at run time";
                        Add(ResolutionDifferenceKind.MayFail, path, pair, detail);
                    }
                    else
                    {
                        TellDifferences(branch, path);
                    }
                }

                break;
            case PairKind.IntoUnion when pair.Chosen.Pair is not null:
                if (pair.OwnIndex < 0) Add(ResolutionDifferenceKind.Widened, path, pair);
                TellDifferences(pair.Chosen.Pair, path);
                break;
        }

        _open.Remove(pair);
    }

    private void TellFields(SchemaPair pair, string path)
    {
        foreach (var field in pair.Fields)
        {
            var fieldPath = SchemaPath.Field(path, field.Reader.Name);
            var type = SchemaWords.Describe(field.Reader.Schema);
            if (field.GivenUp is { } lost)
            {
                Add(ResolutionDifferenceKind.Unresolvable, fieldPath, SchemaWords.Describe(lost.Schema), type, null);
                continue;
            }

            if (field.Writer is null)
            {
                if (field.Problem is not null || _differences.Count >= MaxEntries) continue;
                var similar = SimilarNames.Find(field.Reader.Name, pair.Skipped.Select(s => s.Name));
                _differences.Add(new ResolutionDifference(ResolutionDifferenceKind.Missing, fieldPath, null, type, $"it gets {DefaultText(field.Reader)}")
                {
                    Similar = similar is null ? null : SchemaPath.Field(path, similar),
                });
                continue;
            }

            var writerType = SchemaWords.Describe(field.Writer.Schema);
            if (field.ByAlias) Add(ResolutionDifferenceKind.Renamed, fieldPath, writerType, type, $"the writer calls it {field.Writer.Name}");
            if (field.Moved) Add(ResolutionDifferenceKind.Moved, fieldPath, writerType, type, $"place {field.Writer.Index} there, {field.Reader.Index} here");
            TellDifferences(field.Pair!, fieldPath);
        }

        foreach (var field in pair.Skipped)
        {
            Add(ResolutionDifferenceKind.Skipped, SchemaPath.Field(path, field.Name), SchemaWords.Describe(field.Schema), null, null);
        }
    }

    private static string DefaultText(AvroField field)
    {
        if (field.Default is not { } value) return "null";
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private void Add(ResolutionDifferenceKind kind, string path, SchemaPair pair, string? detail = null) =>
        Add(kind, path, SchemaWords.Describe(pair.Writer), SchemaWords.Describe(pair.Reader), detail);

    private void Add(ResolutionDifferenceKind kind, string path, string? writer, string? reader, string? detail)
    {
        if (_differences.Count < MaxEntries) _differences.Add(new ResolutionDifference(kind, path, writer, reader, detail));
    }

    private static SchemaPair? Only(IEnumerable<SchemaPair> pairs)
    {
        SchemaPair? only = null;
        foreach (var pair in pairs)
        {
            if (only is not null) return null;
            only = pair;
        }

        return only;
    }
}
