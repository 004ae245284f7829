namespace FinkTyped.Plans;

/// <summary>Turns one value of the writer's into the reader's bytes.</summary>
internal abstract class PlanNode
{
    /// <summary>Reads a value at the state's position, moves past it and writes what the reader expects.</summary>
    public abstract void Run(ref ResolverState state);
}

/// <summary>A value whose bytes the reader takes as they are.</summary>
internal sealed class CopyNode(SkipProgram program) : PlanNode
{
    public SkipProgram Program { get; } = program;

    public override void Run(ref ResolverState state)
    {
        var start = state.Position;
        var end = Program.Run(ref state, start);
        state.Take(start, end);
        state.Position = end;
    }
}

/// <summary>A number that becomes a float or double.</summary>
internal sealed class PromoteNode(AvroType from, AvroType to) : PlanNode
{
    public override void Run(ref ResolverState state)
    {
        var position = state.Position;
        switch (from)
        {
            case AvroType.Float:
                state.WriteDouble(state.ReadFloat(ref position));
                break;
            case AvroType.Int when to == AvroType.Float:
                state.WriteFloat(state.ReadInt(ref position));
                break;
            case AvroType.Int:
                state.WriteDouble(state.ReadInt(ref position));
                break;
            case AvroType.Long when to == AvroType.Float:
                state.WriteFloat(state.ReadLong(ref position));
                break;
            default:
                state.WriteDouble(state.ReadLong(ref position));
                break;
        }

        state.Position = position;
    }
}

/// <summary>Bytes that become a string: the same bytes, if they are text.</summary>
internal sealed class TextNode : PlanNode
{
    public static TextNode Instance { get; } = new();

    public override void Run(ref ResolverState state)
    {
        var start = state.Position;
        var end = start;
        if (!System.Text.Unicode.Utf8.IsValid(state.ReadBytes(ref end))) AvroErrors.NotUtf8(start);
        state.Take(start, end);
        state.Position = end;
    }
}

/// <summary>An enum whose symbols have other indexes.</summary>
internal sealed class EnumNode(AvroEnumSchema writer, AvroEnumSchema reader, int[] symbolMap) : PlanNode
{
    public override void Run(ref ResolverState state)
    {
        var start = state.Position;
        var symbol = state.ReadEnumIndex(ref state.Position, symbolMap.Length);
        if (symbolMap[symbol] < 0) ResolutionErrors.UnknownSymbol(writer.Symbols[symbol], reader, start);
        state.WriteLong(symbolMap[symbol]);
    }
}

/// <summary>A value that is no union and becomes a branch of one.</summary>
internal sealed class IntoUnionNode(byte[] index, PlanNode value) : PlanNode
{
    public override void Run(ref ResolverState state)
    {
        state.Write(index);
        value.Run(ref state);
    }
}

/// <summary>A value of the writer's union.</summary>
internal sealed class UnionNode : PlanNode
{
    /// <summary>What becomes of each branch; set once, when the compiler has come to this node.</summary>
    public UnionBranch[] Branches { get; set; } = [];

    public override void Run(ref ResolverState state)
    {
        var start = state.Position;
        var index = state.ReadUnionIndex(ref state.Position, Branches.Length);
        var branch = Branches[index];
        if (branch.Refusal is not null) ResolutionErrors.NoBranch(branch.Refusal, start);
        if (branch.KeepsIndex) state.Take(start, state.Position);
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
internal sealed record UnionBranch(byte[] Index, bool KeepsIndex, PlanNode? Value, string? Refusal);

/// <summary>An array or map whose items are resolved one by one. All of them go into one block.</summary>
internal sealed class ItemsNode(bool isMap) : PlanNode
{
    public PlanNode Item { get; set; } = null!;

    public long MinItemBytes { get; set; }

    public override void Run(ref ResolverState state)
    {
        state.Enter(state.Position);
        var countAt = -1;
        var (first, total) = (0, 0L);
        for (int count; (count = state.ReadBlock(ref state.Position, MinItemBytes, out var end)) > 0;)
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

            if (end >= 0 && end != state.Position) AvroErrors.BadBlockSize(end, state.Position);
        }

        if (total > first) state.RaiseCount(countAt, total);
        state.WriteByte(0);
        state.Leave();
    }

    private static void TakeKey(ref ResolverState state)
    {
        var start = state.Position;
        state.ReadBytes(ref state.Position);
        state.Take(start, state.Position);
    }
}
