namespace FinkTyped.Plans;

/// <summary>
/// How to find the fields of a reader's record in the bytes of a writer's: the steps in the order of the bytes, each with the slot that
/// notes where its value begins. Slot 0 is the record itself, the fields follow in the order of <see cref="RecordSlots"/>. Built once per
/// pair of schemas, immutable but for the layouts it learns, shared between threads.
/// </summary>
internal sealed class RecordPlan : StepProgram
{
    private int[]? _stepOfSlot;
    private int[]? _segmentOfRecord;
    private int[]? _bytesBehind;
    private OffsetTable? _nullTable;

    /// <summary>The reader's record.</summary>
    public required RecordSlots Slots { get; init; }

    /// <summary>Whether the writer's bytes are, as they are, the reader's.</summary>
    public required bool IsWireIdentical { get; init; }

    /// <summary>Runs of steps that have few shapes, in order; empty for a plan that is one such run as a whole.</summary>
    public Segment[] Segments { get; private set; } = [];

    /// <summary>The table as it is before the first step: unknown, or null or the default for fields the writer lacks.</summary>
    public int[] FirstEntries { get; private set; } = [];

    /// <summary>The first step there is something to walk for: a record that cannot be null takes no byte of its own.</summary>
    public int FirstStep { get; private set; }

    /// <summary>How slots whose reader's type differs from the writer's get their values; null entries for all others.</summary>
    public ValueConversion?[] Conversions { get; private set; } = [];

    /// <summary>The shapes of the whole record, where all its values have few; else null.</summary>
    public LayoutSet? Layouts { get; private set; }

    /// <summary>Bounds on what a value may ask for.</summary>
    public required AvroLimits Limits { get; init; }

    /// <summary>
    /// Whether a record that a walk has passed may still turn out to be malformed when its values are read: a walk looks neither into what is
    /// nested, nor whether a value can be converted.
    /// </summary>
    public bool MayFailLate { get; private set; }

    /// <summary>The table of a record that is null: so are all its fields.</summary>
    public OffsetTable NullTable => _nullTable ??= MakeNullTable();

    /// <summary>Fills a plan that others may already refer to: plans of recursive schemas refer to themselves.</summary>
    public void Complete(WireStep[] steps, int[] firstEntries, ValueConversion?[] conversions)
    {
        Complete(steps);
        FirstEntries = firstEntries;
        if (steps[0].NullBranch < 0)
        {
            FirstStep = 1;
            firstEntries[0] = 0;
        }

        Conversions = conversions;
        MayFailLate = steps.Any(s => s.Slot >= 0 && !s.IsFlat) || conversions.Any(c => c is { MayFail: true });
        if (steps.All(s => s.IsFlat)) Layouts = new LayoutSet();
        else Segments = Segment.Divide(steps);
    }

    /// <summary>The step that fills a slot; the number of steps for a slot that no step fills.</summary>
    public int StepOf(int slot)
    {
        _stepOfSlot ??= MapSlots();
        return _stepOfSlot[slot];
    }

    /// <summary>The segment that ends with all of the record in a slot; -1 where there is none.</summary>
    public int SegmentOf(int recordSlot)
    {
        _segmentOfRecord ??= MapSegments();
        return _segmentOfRecord[recordSlot];
    }

    /// <summary>The first step behind one that may be bytes; the number of steps where there is none.</summary>
    public int BytesBehind(int step)
    {
        _bytesBehind ??= MapBytes();
        return _bytesBehind[step];
    }

    private WalkedTable MakeNullTable()
    {
        var entries = new int[FirstEntries.Length];
        Array.Fill(entries, SlotEntry.Null);
        return new WalkedTable(this, entries, 0);
    }

    private int[] MapSegments()
    {
        var segments = new int[FirstEntries.Length];
        Array.Fill(segments, -1);
        for (var i = 0; i < Segments.Length; i++)
        {
            if (Segments[i].RecordSlot >= 0) segments[Segments[i].RecordSlot] = i;
        }

        return segments;
    }

    private int[] MapSlots()
    {
        var steps = new int[FirstEntries.Length];
        Array.Fill(steps, Steps.Length);
        for (var i = 0; i < Steps.Length; i++)
        {
            if (Steps[i].Slot >= 0) steps[Steps[i].Slot] = i;
        }

        return steps;
    }

    private int[] MapBytes()
    {
        var behind = new int[Steps.Length];
        var next = Steps.Length;
        for (var i = Steps.Length - 1; i >= 0; i--)
        {
            behind[i] = next;
            if (Steps[i].Kind == WireKind.Bytes) next = i;
        }

        return behind;
    }
}
