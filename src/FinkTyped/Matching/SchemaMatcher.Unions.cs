namespace FinkTyped;

internal sealed partial class SchemaMatcher
{
    private void ExpandWriterUnion(SchemaPair pair, AvroUnionSchema writer)
    {
        pair.Kind = PairKind.FromUnion;
        var intoUnion = pair.Reader is AvroUnionSchema;
        pair.Branches = new SchemaPair[writer.Branches.Count];
        for (var i = 0; i < pair.Branches.Length; i++)
        {
            var isNull = pair.Reader is AvroRecordSchema && writer.Branches[i].Type == AvroType.Null && pair.Branches.Length > 1;
            pair.Branches[i] = Part(pair, writer.Branches[i], pair.Reader, intoUnion ? i : isNull ? SchemaPair.NullOfUnion : -1);
        }
    }

    /// <summary>Whether a null becomes a record: one whose fields may all be null, and not the whole datum.</summary>
    private bool TryEmpty(SchemaPair pair)
    {
        if (pair.OwnIndex != SchemaPair.NullOfUnion || !_resolution.NullIsRecordOfNulls || ReferenceEquals(pair.Reader, _pairs[0].Reader)) return false;
        var fields = ((AvroRecordSchema)pair.Reader).FieldArray;
        if (fields.Length == 0) return false;
        var constant = new List<byte>(fields.Length);
        foreach (var field in fields)
        {
            if (DefaultEncoder.EncodeNull(field.Schema) is not { } none) return false;
            constant.AddRange(none);
        }

        pair.Kind = PairKind.Emptied;
        pair.Constant = [.. constant];
        return true;
    }

    private void ExpandReaderUnion(SchemaPair pair, AvroUnionSchema reader)
    {
        pair.Kind = PairKind.IntoUnion;
        var ranked = new List<(int Rank, int Index)>(1);
        for (var i = 0; i < reader.Branches.Count; i++)
        {
            if (Rank(pair.Writer, reader.Branches[i], i == pair.OwnIndex) is { } rank) ranked.Add((rank, i));
        }

        ranked.Sort();
        pair.Candidates = new UnionCandidate[ranked.Count];
        for (var i = 0; i < ranked.Count; i++)
        {
            var index = ranked[i].Index;
            pair.Candidates[i] = new UnionCandidate(index, Part(pair, pair.Writer, reader.Branches[index]));
        }
    }

    /// <summary>How well a reader's branch suits a writer's type, 0 best; null where it does not.</summary>
    private int? Rank(AvroSchema writer, AvroSchema reader, bool samePlace)
    {
        if (writer.Type != reader.Type) return IsPromotion(writer.Type, reader.Type) ? 4 : null;
        if (writer is not AvroNamedSchema named || reader is not AvroNamedSchema other) return 0;
        if (named.FullName == other.FullName) return 0;
        if (NameRule.Match(named, other)) return 1;
        if (!_resolution.IgnoreRecordNames) return null;
        return samePlace ? 2 : 3;
    }

    /// <summary>The writer's branches whose failure counts: a union of which only null resolves is as good as none.</summary>
    private static bool Counts(SchemaPair union, SchemaPair branch) =>
        branch.Writer.Type != AvroType.Null || union.Branches.All(b => b.Writer.Type == AvroType.Null);

    private void SpreadFailure()
    {
        var failed = new Queue<SchemaPair>();
        foreach (var pair in _pairs)
        {
            pair.Alive = pair.Kind switch
            {
                PairKind.FromUnion => pair.Branches.Count(b => Counts(pair, b)),
                PairKind.IntoUnion => pair.Candidates.Length,
                _ => 1,
            };
            if (pair.Kind == PairKind.Impossible || pair.Alive == 0 || pair.Fields.Any(f => f.Problem is not null)) Fail(pair);
        }

        while (failed.TryDequeue(out var pair))
        {
            foreach (var whole in pair.Parents)
            {
                if (whole.Kind == PairKind.FromUnion && !Counts(whole, pair)) continue;
                if (MayGiveUp(whole, pair)) continue;
                whole.Alive--;
                if (!whole.Fails && (whole.Alive <= 0 || whole.Kind is not (PairKind.FromUnion or PairKind.IntoUnion))) Fail(whole);
            }
        }

        void Fail(SchemaPair pair)
        {
            pair.Fails = true;
            failed.Enqueue(pair);
        }
    }

    private void ChooseBranches()
    {
        foreach (var pair in _pairs)
        {
            if (pair.Kind == PairKind.IntoUnion && !pair.Fails) pair.Chosen = pair.Candidates.First(c => !c.Pair.Fails);
        }
    }
}
