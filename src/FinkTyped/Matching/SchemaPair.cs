namespace FinkTyped;

/// <summary>How a writer's type becomes a reader's.</summary>
internal enum PairKind
{
    /// <summary>The same primitive, or one and the same schema.</summary>
    Same,

    /// <summary>One of Avro's promotions, such as int to double.</summary>
    Promoted,

    /// <summary>Record to record, field by field.</summary>
    Record,

    /// <summary>Array to array.</summary>
    Array,

    /// <summary>Map to map.</summary>
    Map,

    /// <summary>Enum to enum, by symbol.</summary>
    Enum,

    /// <summary>Fixed to fixed of the same size.</summary>
    Fixed,

    /// <summary>The writer's type is a union: each of its branches has a pair of its own.</summary>
    FromUnion,

    /// <summary>The reader's type is a union and the writer's is not: one of the reader's branches takes it.</summary>
    IntoUnion,

    /// <summary>The null of a writer's union, and a record all of whose fields are null.</summary>
    Emptied,

    /// <summary>The types have nothing to do with each other.</summary>
    Impossible,
}

/// <summary>
/// A writer's type and the reader's type it has to become: a node of the graph that <see cref="SchemaMatcher"/> builds. There is one node
/// for each pair of schemas that meet, so recursive types make cycles.
/// </summary>
internal sealed class SchemaPair(AvroSchema writer, AvroSchema reader)
{
    /// <summary>See <see cref="OwnIndex"/>.</summary>
    public const int NullOfUnion = -2;

    public AvroSchema Writer { get; } = writer;

    public AvroSchema Reader { get; } = reader;

    public PairKind Kind { get; set; }

    /// <summary>Why the types do not fit, where they themselves (and not their parts) are at fault.</summary>
    public string? Reason { get; set; }

    /// <summary>Of two records: what each of the reader's fields is made from, in the reader's order.</summary>
    public FieldMatch[] Fields { get; set; } = [];

    /// <summary>Of two records: the writer's fields that the reader does not have.</summary>
    public AvroField[] Skipped { get; set; } = [];

    /// <summary>Of two enums: the reader's index of each of the writer's symbols; -1 for none.</summary>
    public int[] SymbolMap { get; set; } = [];

    /// <summary>Of arrays and maps: the pair of their items.</summary>
    public SchemaPair? Item { get; set; }

    /// <summary>Of a writer's union: the pair of each of its branches.</summary>
    public SchemaPair[] Branches { get; set; } = [];

    /// <summary>Of a reader's union: the branches that may take the writer's type, best first.</summary>
    public UnionCandidate[] Candidates { get; set; } = [];

    /// <summary>
    /// Of a reader's union: which branch of the writer's union the writer's type is; -1 where it is no branch. Of the null of a writer's union that
    /// meets a record: <see cref="NullOfUnion"/>.
    /// </summary>
    public int OwnIndex { get; init; } = -1;

    /// <summary>Of a reader's union: the branch that takes the writer's type.</summary>
    public UnionCandidate Chosen { get; set; }

    /// <summary>Of a null that becomes a record: the encoded record.</summary>
    public byte[] Constant { get; set; } = [];

    /// <summary>No value, or none but null, can be resolved.</summary>
    public bool Fails { get; set; }

    /// <summary>The writer's bytes of this type are, once checked to be the writer's, the reader's bytes.</summary>
    public bool SameBytes { get; set; } = true;

    /// <summary>The reader's own checks on these bytes are the writer's: reading them needs no step between.</summary>
    public bool IsWireIdentical { get; set; } = true;

    /// <summary>There is something to tell about this pair or its parts.</summary>
    public bool Differs { get; set; }

    /// <summary>For propagation: how many of the parts that keep this pair from failing are left.</summary>
    public int Alive { get; set; }

    /// <summary>For propagation: the pairs this one is a part of.</summary>
    public List<SchemaPair> Parents { get; } = [];

    /// <summary>The pairs this one is made of, as far as they count once candidates are chosen.</summary>
    public IEnumerable<SchemaPair> Parts()
    {
        foreach (var field in Fields)
        {
            if (field.Pair is { } pair) yield return pair;
        }

        foreach (var branch in Branches) yield return branch;
        if (Item is not null) yield return Item;
        if (Chosen.Pair is not null) yield return Chosen.Pair;
    }
}

/// <summary>A branch of a reader's union that may take a writer's type.</summary>
internal readonly record struct UnionCandidate(int Index, SchemaPair Pair);

/// <summary>What a field of the reader's record is made from.</summary>
internal sealed class FieldMatch(AvroField reader)
{
    public AvroField Reader { get; } = reader;

    /// <summary>The writer's field; null where it has none.</summary>
    public AvroField? Writer { get; init; }

    /// <summary>How the writer's value becomes the reader's; null where the writer has no such field.</summary>
    public SchemaPair? Pair { get; init; }

    /// <summary>The encoded value the field gets where the writer has no such field.</summary>
    public byte[]? Constant { get; init; }

    /// <summary>Why there is neither a writer's field nor a value.</summary>
    public string? Problem { get; init; }

    /// <summary>The field stands at another place among the fields both have.</summary>
    public bool Moved { get; init; }

    /// <summary>The writer's field of the name, where its type cannot be resolved and the field is null for that.</summary>
    public AvroField? GivenUp { get; init; }

    /// <summary>The writer's field was found by an alias of the reader's.</summary>
    public bool ByAlias => Writer is not null && Writer.Name != Reader.Name;
}
