namespace FinkTyped.Plans;

/// <summary>Finds the steps of a <see cref="RecordNode"/>.</summary>
internal sealed class RecordCompiler(Func<SchemaPair, ResolverNode> nodeOf)
{
    private readonly List<RecordStep> _steps = [];
    private readonly List<byte> _constant = [];

    /// <summary>The steps, and how many positions they note.</summary>
    public (RecordStep[] Steps, int MarkCount) Compile(SchemaPair pair)
    {
        var writer = (AvroRecordSchema)pair.Writer;
        var pieces = Pieces(pair);
        var pieceOf = new Piece?[writer.Fields.Count];
        foreach (var piece in pieces)
        {
            for (var i = piece.Start; i < piece.End; i++) pieceOf[i] = piece;
        }

        var (next, marks) = (0, 0);
        foreach (var piece in pieces)
        {
            if (piece.Constant is not null)
            {
                _constant.AddRange(piece.Constant);
                continue;
            }

            if (piece.Mark is { } mark)
            {
                Add(piece.Node is null
                    ? new RecordStep(RecordStepKind.TakeMarked, Mark: mark)
                    : new RecordStep(RecordStepKind.ResolveMarked, Node: piece.Node, Mark: mark));
                continue;
            }

            while (next < piece.Start)
            {
                if (pieceOf[next] is { } later)
                {
                    later.Mark = marks;
                    marks += 2;
                    Add(new RecordStep(RecordStepKind.Mark, StepProgramBuilder.OfFields(writer, later.Start, later.End), Mark: later.Mark.Value));
                    next = later.End;
                }
                else
                {
                    next = Skip(writer, next, pieceOf);
                }
            }

            Add(piece.Node is null
                ? new RecordStep(RecordStepKind.Take, StepProgramBuilder.OfFields(writer, piece.Start, piece.End))
                : new RecordStep(RecordStepKind.Resolve, Node: piece.Node));
            next = piece.End;
        }

        // What is left is skipped, so that the next value is found.
        while (next < pieceOf.Length) next = Skip(writer, next, pieceOf);
        FlushConstant();
        return ([.. _steps], marks);
    }

    /// <summary>The reader's record in pieces: fields that follow each other on both sides and whose bytes are taken over are one.</summary>
    private List<Piece> Pieces(SchemaPair pair)
    {
        var pieces = new List<Piece>();
        foreach (var field in pair.Fields)
        {
            if (field.Writer is null)
            {
                pieces.Add(new Piece { Constant = field.Constant });
                continue;
            }

            var at = field.Writer.Index;
            var copied = field.Pair!.SameBytes;
            if (copied && pieces.Count > 0 && pieces[^1] is { Constant: null, Node: null } last && last.End == at) last.End++;
            else pieces.Add(new Piece { Start = at, End = at + 1, Node = copied ? null : nodeOf(field.Pair) });
        }

        return pieces;
    }

    private int Skip(AvroRecordSchema writer, int start, Piece?[] pieceOf)
    {
        var end = start + 1;
        while (end < pieceOf.Length && pieceOf[end] is null) end++;
        Add(new RecordStep(RecordStepKind.Skip, StepProgramBuilder.OfFields(writer, start, end)));
        return end;
    }

    private void Add(RecordStep step)
    {
        // Constants wait for the next step that writes: skipping in between does not part them.
        if (step.Kind is not (RecordStepKind.Skip or RecordStepKind.Mark)) FlushConstant();
        if (step is { Kind: RecordStepKind.Skip or RecordStepKind.Take, Program.Steps.Length: 0 }) return;
        _steps.Add(step);
    }

    private void FlushConstant()
    {
        if (_constant.Count > 0) _steps.Add(new RecordStep(RecordStepKind.Constant, Constant: [.. _constant]));
        _constant.Clear();
    }

    /// <summary>A part of the reader's record: some fields of the writer's, or bytes that are always the same.</summary>
    private sealed class Piece
    {
        public byte[]? Constant { get; init; }

        public ResolverNode? Node { get; init; }

        public int Start { get; init; }

        public int End { get; set; }

        public int? Mark { get; set; }
    }
}
