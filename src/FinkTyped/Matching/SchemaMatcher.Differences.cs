namespace FinkTyped;

internal sealed partial class SchemaMatcher
{
    /// <summary>Finds, once branches are chosen, where bytes may be taken over as they are and where there is something to tell.</summary>
    private void SpreadDifferences()
    {
        foreach (var pair in _pairs) pair.Parents.Clear();
        foreach (var pair in _pairs)
        {
            foreach (var part in pair.Parts()) part.Parents.Add(pair);
        }

        Spread(p => !KeepsBytes(p), p => !p.SameBytes, p => p.SameBytes = false);
        Spread(p => !KeepsBytes(p) || !KeepsChecks(p), p => !p.IsWireIdentical, p => p.IsWireIdentical = false);
        Spread(HasNews, p => p.Differs, p => p.Differs = true);
    }

    private void Spread(Func<SchemaPair, bool> starts, Func<SchemaPair, bool> has, Action<SchemaPair> give)
    {
        var waiting = new Stack<SchemaPair>();
        foreach (var pair in _pairs)
        {
            if (!starts(pair)) continue;
            give(pair);
            waiting.Push(pair);
        }

        while (waiting.TryPop(out var pair))
        {
            foreach (var whole in pair.Parents)
            {
                if (has(whole)) continue;
                give(whole);
                waiting.Push(whole);
            }
        }
    }

    /// <summary>Whether the pair by itself, its parts apart, leaves the bytes as they are.</summary>
    private static bool KeepsBytes(SchemaPair pair) => pair.Kind switch
    {
        PairKind.Impossible or PairKind.Emptied => false,
        PairKind.Promoted => (pair.Writer.Type, pair.Reader.Type) is (AvroType.Int, AvroType.Long) or (AvroType.String, AvroType.Bytes),
        PairKind.Record => pair.Skipped.Length == 0 && !pair.Fields.Any(f => f.Writer is null || f.Moved),
        PairKind.Enum => pair.SymbolMap.Select((to, from) => to == from).All(same => same),
        PairKind.FromUnion => pair.Reader is AvroUnionSchema && pair.Branches.All(b => !b.Fails),
        PairKind.IntoUnion => !pair.Fails && pair.Chosen.Index == pair.OwnIndex,
        _ => true,
    };

    /// <summary>Whether what the reader checks while reading is what the writer's schema asks for.</summary>
    private static bool KeepsChecks(SchemaPair pair) => pair.Kind switch
    {
        PairKind.Promoted => false,
        PairKind.Enum => ((AvroEnumSchema)pair.Writer).Symbols.Count == ((AvroEnumSchema)pair.Reader).Symbols.Count,
        PairKind.FromUnion => ((AvroUnionSchema)pair.Writer).Branches.Count == ((AvroUnionSchema)pair.Reader).Branches.Count,
        _ => true,
    };

    private static bool HasNews(SchemaPair pair) => pair.Kind switch
    {
        PairKind.Promoted => true,
        PairKind.Record => pair.Skipped.Length > 0 || pair.Fields.Any(f => f.Writer is null || f.Moved || f.ByAlias),
        PairKind.Enum => MatchNarrator.UnknownSymbols(pair).Any(),
        PairKind.FromUnion => pair.Branches.Any(b => b.Fails),
        PairKind.IntoUnion => pair.OwnIndex < 0,
        _ => false,
    };
}
