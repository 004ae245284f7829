namespace FinkTyped.Plans;

/// <summary>
/// A match of two types of which neither is a union, but for a null branch: what stands between the writer's value and the reader's field
/// once null is told apart.
/// </summary>
internal readonly struct SimplePair
{
    private SimplePair(AvroSchema writer, AvroSchema reader, int nullBranch, SchemaPair? pair, bool rejectsNull, bool emptiesNull = false)
    {
        Writer = writer;
        Reader = reader;
        NullBranch = nullBranch;
        Pair = pair;
        RejectsNull = rejectsNull;
        EmptiesNull = emptiesNull;
    }

    /// <summary>The writer's type without null.</summary>
    public AvroSchema Writer { get; }

    /// <summary>The reader's type without null.</summary>
    public AvroSchema Reader { get; }

    /// <summary>The writer's branch that is null; -1 for none.</summary>
    public int NullBranch { get; }

    /// <summary>Whether a null on the wire is an error: the reader has no null, and no record of nulls either.</summary>
    public bool RejectsNull { get; }

    /// <summary>Whether a null on the wire is a record of nulls.</summary>
    public bool EmptiesNull { get; }

    /// <summary>Whether both are records.</summary>
    public bool IsRecord => Writer.Type == AvroType.Record && Reader.Type == AvroType.Record;

    /// <summary>Whether the writer's bytes of the type are the reader's.</summary>
    public bool IsWireIdentical => Pair is null || Pair.IsWireIdentical;

    /// <summary>Of arrays and maps: the match of their items; null for any other type.</summary>
    public SchemaPair? Item => Pair is { Item: { } item } ? item : (Pair is null or { Kind: PairKind.Same }) ? IdentityItem() : null;

    // The match of the two types themselves; null where both are one schema, whose parts nobody matched.
    private SchemaPair? Pair { get; }

    /// <summary>Takes a match apart; null where a union of several types, or no value but null, is involved.</summary>
    public static SimplePair? Of(SchemaPair pair) => Of(pair, pair.Writer, pair.Reader);

    /// <summary>As <see cref="Of(SchemaPair)"/>; a missing match means that both are one schema.</summary>
    public static SimplePair? Of(SchemaPair? pair, AvroSchema writerSchema, AvroSchema readerSchema)
    {
        var writer = writerSchema.WithoutNull(out var nullBranch);
        var reader = readerSchema.WithoutNull(out var readerNull);
        if (writer is AvroUnionSchema || reader is AvroUnionSchema) return null;
        var rejectsNull = !readerSchema.AllowsNull();
        if (pair is null || ReferenceEquals(writerSchema, readerSchema)) return new SimplePair(writer, reader, nullBranch, null, rejectsNull);
        var emptiesNull = nullBranch >= 0 && pair.Branches[nullBranch].Kind == PairKind.Emptied;
        var inner = nullBranch >= 0 ? pair.Branches[1 - nullBranch] : pair;
        if (inner.Kind == PairKind.IntoUnion)
        {
            if (inner.Fails || inner.Chosen.Index != 1 - readerNull) return null;
            inner = inner.Chosen.Pair;
        }

        return inner.Fails ? null : new SimplePair(writer, reader, nullBranch, inner, rejectsNull && !emptiesNull, emptiesNull);
    }

    /// <summary>For each field of the writer's record that the reader wants, by its index: the reader's field.</summary>
    public Dictionary<int, FieldTarget> FieldsByWriter()
    {
        var targets = new Dictionary<int, FieldTarget>();
        if (Pair is null or { Kind: PairKind.Same })
        {
            foreach (var field in ((AvroRecordSchema)Reader).Fields) targets.Add(field.Index, new FieldTarget(field, null));
            return targets;
        }

        foreach (var field in Pair.Fields)
        {
            if (field.Writer is not null) targets.Add(field.Writer.Index, new FieldTarget(field.Reader, field.Pair));
        }

        return targets;
    }

    /// <summary>The reader's fields that the writer lacks.</summary>
    public IEnumerable<FieldMatch> MissingFields() => Pair is null ? [] : Pair.Fields.Where(f => f.Writer is null);

    /// <summary>The match of the two types without null, as one that can be taken apart again.</summary>
    public SchemaPair AsPair() => Pair ?? new SchemaPair(Writer, Reader);

    private SchemaPair? IdentityItem() => Reader switch
    {
        AvroArraySchema array => new SchemaPair(array.Items, array.Items),
        AvroMapSchema map => new SchemaPair(map.Values, map.Values),
        _ => null,
    };
}

/// <summary>The reader's field that a writer's field becomes, and how; no match means that both types are one schema.</summary>
internal readonly record struct FieldTarget(AvroField Reader, SchemaPair? Pair);
