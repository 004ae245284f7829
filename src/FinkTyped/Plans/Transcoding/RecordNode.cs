namespace FinkTyped.Plans;

/// <summary>What a step of a <see cref="RecordNode"/> does.</summary>
internal enum RecordStepKind : byte
{
    /// <summary>Takes fields of the writer's over as they are.</summary>
    Take,

    /// <summary>Skips fields the reader does not have.</summary>
    Skip,

    /// <summary>Resolves one field.</summary>
    Resolve,

    /// <summary>Writes the values of fields the writer does not have.</summary>
    Constant,

    /// <summary>Skips fields the reader wants later, and notes where they are.</summary>
    Mark,

    /// <summary>Takes fields over that were marked.</summary>
    TakeMarked,

    /// <summary>Resolves a field that was marked.</summary>
    ResolveMarked,
}

/// <summary>A step of a <see cref="RecordNode"/>; which members are set depends on the kind.</summary>
internal readonly record struct RecordStep(
    RecordStepKind Kind, StepProgram? Program = null, ResolverNode? Node = null, byte[]? Constant = null, int Mark = 0);

/// <summary>
/// A record, made in the reader's order while going through the writer's. Only where the order differs is a field skipped at first and
/// come back to.
/// </summary>
internal sealed class RecordNode : ResolverNode
{
    /// <summary>The steps, in the reader's order; set once, when the compiler has come to this node.</summary>
    public RecordStep[] Steps { get; set; } = [];

    /// <summary>How many positions the steps note: two for each mark.</summary>
    public int MarkCount { get; set; }

    public override void Run(ref ResolverState state)
    {
        state.Reader.Enter();
        var marks = MarkCount > 0 ? state.PushMarks(MarkCount) : 0;
        foreach (ref readonly var step in Steps.AsSpan())
        {
            var start = state.Reader.Position;
            switch (step.Kind)
            {
                case RecordStepKind.Take:
                    StepWalker.Pass(ref state.Reader, step.Program!, default);
                    state.Take(start, state.Reader.Position);
                    break;
                case RecordStepKind.Skip:
                    StepWalker.Pass(ref state.Reader, step.Program!, default);
                    break;
                case RecordStepKind.Resolve:
                    step.Node!.Run(ref state);
                    break;
                case RecordStepKind.Constant:
                    state.Write(step.Constant);
                    break;
                case RecordStepKind.Mark:
                    state.Preview(step.Program!);
                    state.Mark(marks + step.Mark) = start;
                    state.Mark(marks + step.Mark + 1) = state.Reader.Position;
                    break;
                case RecordStepKind.TakeMarked:
                    state.Take(state.Mark(marks + step.Mark), state.Mark(marks + step.Mark + 1));
                    break;
                default:
                    state.Reader.MoveTo(state.Mark(marks + step.Mark));
                    step.Node!.Run(ref state);
                    state.Reader.MoveTo(start);
                    break;
            }
        }

        state.PopMarks(MarkCount);
        state.Reader.Leave();
    }
}
