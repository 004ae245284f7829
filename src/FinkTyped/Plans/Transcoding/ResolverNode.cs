namespace FinkTyped.Plans;

/// <summary>
/// Turns one value of the writer's into the reader's bytes. What is taken over or skipped is walked by its steps; only what becomes other bytes
/// has a node of its own, which is why this is not <see cref="StepWalker"/>: that notes where values are, and writes nothing.
/// </summary>
internal abstract class ResolverNode
{
    /// <summary>Reads a value at the state's position, moves past it and writes what the reader expects.</summary>
    public abstract void Run(ref ResolverState state);
}

/// <summary>A value whose bytes the reader takes as they are.</summary>
internal sealed class CopyNode(AvroSchema schema) : ResolverNode
{
    public override void Run(ref ResolverState state)
    {
        var start = state.Reader.Position;
        StepWalker.Pass(ref state.Reader, schema.Program, default);
        state.Take(start, state.Reader.Position);
    }
}

/// <summary>A value of no bytes that becomes one that is always the same.</summary>
internal sealed class ConstantNode(byte[] value) : ResolverNode
{
    public override void Run(ref ResolverState state) => state.Write(value);
}

/// <summary>A number that becomes a float or double.</summary>
internal sealed class PromoteNode(AvroType from, AvroType to) : ResolverNode
{
    public override void Run(ref ResolverState state)
    {
        ref var reader = ref state.Reader;
        switch (from)
        {
            case AvroType.Float:
                state.WriteDouble(reader.ReadFloat());
                break;
            case AvroType.Int when to == AvroType.Float:
                state.WriteFloat(reader.ReadInt());
                break;
            case AvroType.Int:
                state.WriteDouble(reader.ReadInt());
                break;
            case AvroType.Long when to == AvroType.Float:
                state.WriteFloat(reader.ReadLong());
                break;
            default:
                state.WriteDouble(reader.ReadLong());
                break;
        }
    }
}

/// <summary>Bytes that become a string: the same bytes, if they are text.</summary>
internal sealed class TextNode : ResolverNode
{
    public static TextNode Instance { get; } = new();

    public override void Run(ref ResolverState state)
    {
        var start = state.Reader.Position;
        state.Reader.ReadStringSpan();
        state.Take(start, state.Reader.Position);
    }
}

/// <summary>An enum whose symbols have other indexes.</summary>
internal sealed class EnumNode(AvroEnumSchema writer, AvroEnumSchema reader, int[] symbolMap) : ResolverNode
{
    public override void Run(ref ResolverState state)
    {
        var start = state.Reader.Position;
        var symbol = state.Reader.ReadEnumIndex(symbolMap.Length);
        if (symbolMap[symbol] < 0) ResolutionErrors.UnknownSymbol(writer.Symbols[symbol], reader, start);
        state.WriteLong(symbolMap[symbol]);
    }
}

/// <summary>A value that is no union and becomes a branch of one.</summary>
internal sealed class IntoUnionNode(byte[] index, ResolverNode value) : ResolverNode
{
    public override void Run(ref ResolverState state)
    {
        state.Write(index);
        value.Run(ref state);
    }
}

/// <summary>A value of the writer's union.</summary>
internal sealed class UnionNode : ResolverNode
{
    /// <summary>What becomes of each branch; set once, when the compiler has come to this node.</summary>
    public UnionBranch[] Branches { get; set; } = [];

    public override void Run(ref ResolverState state)
    {
        var start = state.Reader.Position;
        var index = state.Reader.ReadUnionIndex(Branches.Length);
        var branch = Branches[index];
        if (branch.Refusal is not null) ResolutionErrors.NoBranch(branch.Refusal, start);
        if (branch.KeepsIndex) state.Take(start, state.Reader.Position);
        else if (branch.Index.Length == 1) state.WriteByte(branch.Index[0]);
        else state.Write(branch.Index);
        branch.Value?.Run(ref state);
    }
}

/// <summary>What becomes of a branch of a writer's union.</summary>
/// <param name="Index">The encoded index of the reader's branch; empty where the reader's type is no union.</param>
/// <param name="KeepsIndex">The index is the writer's own.</param>
/// <param name="Value">What becomes of the value; null where it has no bytes.</param>
/// <param name="Refusal">Why a value of this branch is an error; null where it is none.</param>
internal sealed record UnionBranch(byte[] Index, bool KeepsIndex, ResolverNode? Value, string? Refusal);

/// <summary>An array or map whose items are resolved one by one. All of them go into one block.</summary>
internal sealed class ItemsNode(bool isMap) : ResolverNode
{
    public ResolverNode Item { get; set; } = null!;

    public int MinItemBytes { get; set; }

    public override void Run(ref ResolverState state)
    {
        state.Reader.Enter();
        var countAt = -1;
        var (first, total) = (0, 0L);
        for (int count; (count = state.Reader.ReadBlock(MinItemBytes, out var end)) > 0; state.Reader.EndBlock(end))
        {
            total += count;
            if (countAt < 0)
            {
                countAt = state.WriteCount(count);
                first = count;
            }

            for (; count > 0; count--)
            {
                if (isMap) TakeKey(ref state);
                Item.Run(ref state);
            }
        }

        if (total > first) state.RaiseCount(countAt, total);
        state.WriteByte(0);
        state.Reader.Leave();
    }

    private static void TakeKey(ref ResolverState state)
    {
        var start = state.Reader.Position;
        state.Reader.ReadBytesSpan();
        state.Take(start, state.Reader.Position);
    }
}
