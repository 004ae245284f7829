namespace FinkTyped.Plans;

/// <summary>A run of steps within a record whose values together have few shapes, recognised as one.</summary>
internal sealed class Segment
{
    // Shorter runs are walked as fast as they are recognised; longer ones have too many shapes in common.
    private const int MinSteps = 3;
    private const int MaxSteps = 128;

    private Segment(WireStep[] steps, int first, int end, WireStep? record)
    {
        First = first;
        End = end;
        FilledSlots = [.. steps[first..end].Where(s => s.Slot >= 0).Select(s => s.Slot)];
        Kept = FilledSlots.Length;
        if (record is not null && EndsWith(record))
        {
            RecordSlot = record.Slot;
            Kept -= record.Slots.End.Value - record.Slots.Start.Value;
        }

        foreach (var slot in FilledSlots.AsSpan(0, Kept)) KeptEnd = Math.Max(KeptEnd, slot + 1);
    }

    /// <summary>The first step.</summary>
    public int First { get; }

    /// <summary>The step after the last.</summary>
    public int End { get; }

    /// <summary>The slots that the steps fill, in the order of the steps.</summary>
    public int[] FilledSlots { get; }

    /// <summary>
    /// The slot of the record that the run ends with, so that a layout of the run serves as the record's table; -1 where there is none.
    /// </summary>
    public int RecordSlot { get; } = -1;

    /// <summary>How many entries of a layout belong in the datum's table: all, but for the fields of the record that the run ends with.</summary>
    public int Kept { get; }

    /// <summary>The slot after the last of those.</summary>
    public int KeptEnd { get; }

    /// <summary>The shapes seen so far.</summary>
    public LayoutSet Layouts { get; } = new();

    /// <summary>Copies a layout's entries into the datum's table, counted from the datum's first byte instead of the run's.</summary>
    public void Apply(int[] entries, int start, int[] table)
    {
        var slots = FilledSlots.AsSpan(0, Kept);
        for (var i = 0; i < slots.Length; i++) table[slots[i]] = SlotEntry.Shift(entries[i], start);
    }

    /// <summary>
    /// Divides the steps of a record. A nested record of simple fields is a run; the first one takes in what comes before it, which every
    /// query passes. Elsewhere text directly in the record varies too much from alert to alert, and bytes always do: both end a run.
    /// </summary>
    public static Segment[] Divide(WireStep[] steps)
    {
        var segments = new List<Segment>();
        var isBeginning = true;
        var first = 1;
        var nestedEnd = 0;
        for (var i = 1; i <= steps.Length; i++)
        {
            var step = i < steps.Length ? steps[i] : null;
            if (step is { Kind: WireKind.Record, NullBranch: < 0 } && IsSimpleRecord(steps, i))
            {
                if (!isBeginning) first = Close(first, i, null);
                var end = i + 1 + step.Argument;
                first = Close(first, end, step);
                i = end - 1;
                isBeginning = false;
                continue;
            }

            var isSimple = step is not null && IsSimple(step);
            isBeginning &= isSimple;
            if (isSimple && (isBeginning || i < nestedEnd || step!.Kind != WireKind.String) && i - first < MaxSteps && i != nestedEnd) continue;
            Close(first, i, null);
            if (step is { Kind: WireKind.Record }) nestedEnd = Math.Max(nestedEnd, i + 1 + step.Argument);
            // A step cut off by length or by the end of a nested record begins the next run; any other stands alone.
            first = isSimple && (i < nestedEnd || step!.Kind != WireKind.String) ? i : i + 1;
        }

        return [.. segments];

        int Close(int start, int end, WireStep? record)
        {
            if (end - start >= MinSteps) segments.Add(new Segment(steps, start, end, record));
            return end;
        }
    }

    private bool EndsWith(WireStep record)
    {
        var fields = Enumerable.Range(record.Slots.Start.Value, record.Slots.End.Value - record.Slots.Start.Value).ToArray();
        return FilledSlots.AsSpan(^Math.Min(fields.Length, FilledSlots.Length)).SequenceEqual(fields);
    }

    private static bool IsSimple(WireStep step) => step.IsFlat && step.Kind is not (WireKind.Bytes or WireKind.Record);

    private static bool IsSimpleRecord(WireStep[] steps, int at) =>
        steps[at].Argument is >= MinSteps and < MaxSteps && steps.AsSpan(at + 1, steps[at].Argument).ToArray().All(IsSimple);
}
