namespace FinkTyped.Plans;

/// <summary>Compiles a match that does not fail into the nodes that carry it out.</summary>
internal sealed class ResolverCompiler
{
    private readonly Dictionary<SchemaPair, ResolverNode> _nodes = [];
    private readonly Queue<(SchemaPair Pair, ResolverNode Node)> _waiting = new();

    /// <summary>The node that resolves whole datums.</summary>
    public static ResolverNode Compile(SchemaMatch match) => Compile(match.Root);

    /// <summary>The node that resolves values of a part of a match.</summary>
    public static ResolverNode Compile(SchemaPair pair)
    {
        var compiler = new ResolverCompiler();
        var root = compiler.Node(pair);
        while (compiler._waiting.TryDequeue(out var next)) compiler.Fill(next.Pair, next.Node);
        return root;
    }

    private ResolverNode Node(SchemaPair pair)
    {
        if (_nodes.TryGetValue(pair, out var known)) return known;
        var node = Create(pair);
        _nodes.Add(pair, node);
        if (node is RecordNode or UnionNode or ItemsNode) _waiting.Enqueue((pair, node));
        return node;
    }

    private ResolverNode Create(SchemaPair pair) => pair.Kind switch
    {
        // One step down only: what a union's branch holds is no union. It comes first, for the index is to be written whatever its place.
        PairKind.IntoUnion => new IntoUnionNode(DefaultEncoder.EncodeIndex(pair.Chosen.Index), Node(pair.Chosen.Pair)),
        _ when pair.SameBytes => new CopyNode(pair.Writer),
        PairKind.Emptied => new ConstantNode(pair.Constant),
        PairKind.Record => new RecordNode(),
        PairKind.FromUnion => new UnionNode(),
        PairKind.Array => new ItemsNode(isMap: false),
        PairKind.Map => new ItemsNode(isMap: true),
        PairKind.Enum => new EnumNode((AvroEnumSchema)pair.Writer, (AvroEnumSchema)pair.Reader, pair.SymbolMap),
        PairKind.Promoted when pair.Reader.Type == AvroType.String => TextNode.Instance,
        PairKind.Promoted => new PromoteNode(pair.Writer.Type, pair.Reader.Type),
        _ => throw new InvalidOperationException($"no plan for {pair.Kind}"),
    };

    private void Fill(SchemaPair pair, ResolverNode node)
    {
        switch (node)
        {
            case RecordNode record:
                (record.Steps, record.MarkCount) = new RecordCompiler(Node).Compile(pair);
                break;
            case ItemsNode items:
                items.Item = Node(pair.Item!);
                items.MinItemBytes = (pair.Kind == PairKind.Map ? 1 : 0) + pair.Item!.Writer.MinBytes;
                break;
            case UnionNode union:
                union.Branches = [.. pair.Branches.Select((branch, index) => Branch(pair, branch, index))];
                break;
        }
    }

    private UnionBranch Branch(SchemaPair union, SchemaPair branch, int index)
    {
        if (branch.Fails)
        {
            var refusal = $"a value that is {SchemaWords.Describe(branch.Writer)}, where the reader takes {SchemaWords.Describe(union.Reader)}";
            return new UnionBranch([], false, null, refusal);
        }

        if (branch.Kind != PairKind.IntoUnion) return new UnionBranch([], false, Value(branch), null);
        var chosen = branch.Chosen;
        return new UnionBranch(DefaultEncoder.EncodeIndex(chosen.Index), chosen.Index == index, Value(chosen.Pair), null);
    }

    private ResolverNode? Value(SchemaPair pair) => pair.Writer.Type == AvroType.Null && pair.Kind != PairKind.Emptied ? null : Node(pair);
}
