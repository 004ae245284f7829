using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>
/// Walks over values by their steps, checking everything, and notes where they begin: what layouts are learned on, what reads a record of a
/// shape that was never seen, what skips, and what says where a fault is. One of the four that look at bytes: recognising a
/// <see cref="Layout"/> takes no steps, transcoding (<see cref="ResolverNode"/>) writes other bytes, and <see cref="JsonInterpreter"/> text.
/// </summary>
internal static partial class StepWalker
{
    /// <summary>Walks the steps from <paramref name="step"/> up to <paramref name="end"/>.</summary>
    /// <param name="reader">Stands at the first byte of the first step's value.</param>
    /// <param name="program">The steps.</param>
    /// <param name="step">The first step.</param>
    /// <param name="end">The step after the last; a null record may take the walk beyond.</param>
    /// <param name="entries">The table to note offsets in; empty when nobody wants them.</param>
    /// <param name="origin">The position that offsets are counted from.</param>
    /// <param name="mode">What the walk does besides.</param>
    /// <returns>The step reached.</returns>
    public static int Walk(ref AvroReader reader, StepProgram program, int step, int end, Span<int> entries, int origin, in WalkMode mode)
    {
        var steps = program.Steps;
        while (step < end)
        {
            mode.Pending?.Reach(ref reader, PendingBytes.Margin);
            if (mode.IsUnwatched && (step = WalkQuickly(ref reader, program.QuickSteps, step, end, entries, origin, mode.ChecksText)) >= end) break;
            mode.Tracer?.BeginStep(step, reader.Position);
            var at = steps[step++];
            if (at.NullBranch >= 0 && IsNull(ref reader, at, mode.Learner))
            {
                mode.Tracer?.EndStep(reader.Position);
                Note(entries, at.Slot, at.EmptiesNull ? reader.Position - origin : SlotEntry.Null);
                if (at.Kind != WireKind.Record) continue;
                if (!entries.IsEmpty) entries[at.Slots].Fill(SlotEntry.Null);
                step += at.Argument;
                continue;
            }

            var offset = reader.Position - origin;
            Pass(ref reader, at, mode);
            mode.Tracer?.EndStep(reader.Position);
            // Not before: whoever goes on after a fault must not find in the table what was not checked.
            Note(entries, at.Slot, at.Kind == WireKind.Null ? SlotEntry.Null : at.Converts ? SlotEntry.Converted(offset) : offset);
        }

        return step;
    }

    /// <summary>Skips one value. Lengths, counts and indexes are checked; whether text is valid UTF-8 is not.</summary>
    public static void Skip(ref AvroReader reader, AvroSchema schema) => Pass(ref reader, schema.Program, default);

    /// <summary>Walks over a value of a program of its own, noting nothing.</summary>
    public static void Pass(ref AvroReader reader, StepProgram program, in WalkMode mode)
    {
        if (program.IsRecord)
        {
            reader.Enter();
            AvroReader.EnsureStack(reader.Position);
        }

        mode.Tracer?.Enter(program);
        PassSteps(ref reader, program, mode);
        mode.Tracer?.Leave();
        if (program.IsRecord) reader.Leave();
    }

    private static void PassSteps(ref AvroReader reader, StepProgram program, in WalkMode mode)
    {
        var start = reader.Position;
        Walk(ref reader, program, 0, program.Steps.Length, [], 0, mode);
        Charge(ref reader, program, start);
    }

    // Hardly any value takes no byte; where many do, the work must not be out of proportion to the bytes.
    private static void Charge(ref AvroReader reader, StepProgram program, int start)
    {
        var free = program.Steps.Length - (reader.Position - start);
        if (free > 0) reader.Charge(free);
    }

    /// <summary>Passes over one record that has a plan of its own: an item of an array, a value of a map.</summary>
    /// <param name="reader">Stands at the first byte of the item.</param>
    /// <param name="plan">The item's plan.</param>
    /// <param name="keep">Whether a table is wanted for an item of no known shape.</param>
    /// <param name="checksText">Whether text is checked to be UTF-8 where it would otherwise be by whoever reads it.</param>
    /// <param name="pending">Reads on where bytes are not there yet; null where all are.</param>
    /// <returns>Where its values begin, counted from the first byte of the item; null where not kept, and the item has no layout.</returns>
    public static OffsetTable? PassItem(
        ref AvroReader reader, RecordPlan plan, bool keep, bool checksText = false, PendingBytes? pending = null)
    {
        if (plan.Layouts?.Recognise(ref reader.Current, reader.Remaining) is { } layout)
        {
            reader.Advance(layout.Length);
            return layout;
        }

        return WalkItem(ref reader, plan, keep, new WalkMode(ChecksText: checksText, Pending: pending));
    }

    /// <summary>Walks a run of steps on fresh entries and learns its shape where that is possible.</summary>
    /// <param name="reader">Stands at the first byte of the run.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="layouts">Where a layout that was learned belongs.</param>
    /// <param name="step">The first step.</param>
    /// <param name="end">The step after the last.</param>
    /// <param name="slots">The slots a layout keeps, in this order; null for all.</param>
    /// <param name="entries">All slots of the plan, filled by the run, counted from its first byte.</param>
    /// <param name="mode">What the walk does besides.</param>
    public static Layout? Learn(
        ref AvroReader reader, RecordPlan plan, LayoutSet layouts, int step, int end, int[]? slots, out int[] entries, in WalkMode mode)
    {
        var start = reader.Position;
        var learner = LayoutLearner.Start(start);
        entries = (int[])plan.FirstEntries.Clone();
        Walk(ref reader, plan, step, end, entries, start, mode with { Learner = learner });
        if (!learner.CanLearn || reader.Position == start)
        {
            layouts.Refuse();
            return null;
        }

        var kept = entries;
        var layout = new Layout(
            plan,
            slots,
            slots is null ? entries : Array.ConvertAll(slots, s => kept[s]),
            learner.MaskTo(reader.Position),
            reader.From(start));
        layouts.Learn(layout);
        return layout;
    }

    /// <summary>As <see cref="PassItem(ref AvroReader, RecordPlan, bool, bool, PendingBytes?)"/>, for an item that no layout fits; its shape is learned where that is worth it.</summary>
    public static OffsetTable? WalkItem(ref AvroReader reader, RecordPlan plan, bool keep, in WalkMode mode)
    {
        reader.Enter();
        // Only what is not flat holds further items, and may hold itself.
        if (plan.Layouts is null) AvroReader.EnsureStack(reader.Position);
        var start = reader.Position;
        OffsetTable? table = null;
        if (plan.Layouts is { IsLearning: true } layouts)
        {
            table = Learn(ref reader, plan, layouts, 0, plan.Steps.Length, null, out var entries, mode);
            if (table is null && keep) table = new WalkedTable(plan, entries, reader.Position - start);
        }
        else
        {
            var entries = keep ? (int[])plan.FirstEntries.Clone() : [];
            Walk(ref reader, plan, 0, plan.Steps.Length, entries, start, mode);
            if (keep) table = new WalkedTable(plan, entries, reader.Position - start);
        }

        Charge(ref reader, plan, start);
        reader.Leave();
        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Note(Span<int> entries, int slot, int entry)
    {
        if ((uint)slot < (uint)entries.Length) entries[slot] = entry;
    }

    private static bool IsNull(ref AvroReader reader, WireStep step, LayoutLearner? learner)
    {
        var start = reader.Position;
        var branch = reader.ReadUnionIndex(2);
        learner?.Exactly(start, reader.Position);
        if (branch != step.NullBranch) return false;
        if (step.RejectsNull) throw new AvroException("null where the reader's schema allows none", start);
        return true;
    }

    private static void Pass(ref AvroReader reader, WireStep step, in WalkMode mode)
    {
        var start = reader.Position;
        var learner = mode.Learner;
        switch (step.Kind)
        {
            case WireKind.Null:
            case WireKind.Record:
                break;
            case WireKind.Boolean:
                reader.ReadBoolean();
                learner?.Boolean(start);
                break;
            case WireKind.Int:
                reader.ReadInt();
                learner?.Integer(start, reader.Position, maxBytes: 5, lastMask: 0xF0);
                break;
            case WireKind.Long:
                reader.ReadLong();
                learner?.Integer(start, reader.Position, maxBytes: 10, lastMask: 0xFE);
                break;
            case WireKind.Float:
                reader.ReadFloat();
                learner?.Anything(start, reader.Position);
                break;
            case WireKind.Double:
                reader.ReadDouble();
                learner?.Anything(start, reader.Position);
                break;
            case WireKind.String:
                mode.Pending?.ReachCounted(ref reader);
                // Whether it is valid UTF-8 is otherwise checked when it is looked at.
                var text = mode.ChecksText ? reader.ReadStringSpan() : reader.ReadBytesSpan();
                learner?.Exactly(start, reader.Position - text.Length);
                learner?.Text(text, reader.Position - text.Length);
                break;
            case WireKind.Bytes:
                mode.Pending?.ReachCounted(ref reader);
                var bytes = reader.ReadBytesSpan();
                learner?.Exactly(start, reader.Position - bytes.Length);
                learner?.Anything(reader.Position - bytes.Length, reader.Position);
                break;
            case WireKind.Fixed:
                mode.Pending?.Reach(ref reader, step.Argument);
                reader.ReadFixedSpan(step.Argument);
                learner?.Anything(start, reader.Position);
                break;
            case WireKind.Enum:
                reader.ReadEnumIndex(step.Argument);
                learner?.Exactly(start, reader.Position);
                break;
            case WireKind.Array:
                learner?.Refuse();
                PassBlocks(ref reader, step.Inner, isMap: false, mode.Within);
                break;
            case WireKind.Map:
                learner?.Refuse();
                PassBlocks(ref reader, step.Inner, isMap: true, mode.Within);
                break;
            case WireKind.Reference:
                learner?.Refuse();
                if (step.Items is { } plan && mode.Tracer is null) PassItem(ref reader, plan, keep: false, mode.ChecksText, mode.Pending);
                else Pass(ref reader, step.Inner, mode.Within);
                break;
            case WireKind.Union:
                learner?.Refuse();
                var branches = step.Branches;
                Pass(ref reader, branches[reader.ReadUnionIndex(branches.Length)], mode.Within);
                break;
        }
    }

    private static void PassBlocks(ref AvroReader reader, StepProgram items, bool isMap, in WalkMode mode)
    {
        reader.Enter();
        var layouts = (items as RecordPlan)?.Layouts;
        if (layouts is null) AvroReader.EnsureStack(reader.Position);
        mode.Tracer?.Enter(items);
        var index = 0;
        while (true)
        {
            mode.Pending?.ReachBlock(ref reader, items);
            var count = reader.ReadBlock(items.MinBytes + (isMap ? 1 : 0), out var end);
            if (count == 0) break;
            while (count > 0)
            {
                mode.Pending?.ReachItems(ref reader, items, count);
                if (isMap)
                {
                    var key = reader.Position;
                    mode.Pending?.ReachCounted(ref reader);
                    // Keys are read as text with the values, where a reader wants these.
                    if (mode.ChecksText || items is RecordPlan) reader.ReadStringSpan();
                    else reader.ReadBytesSpan();
                    mode.Tracer?.BeginItem(index++, key, reader.Position);
                }
                else if (layouts is not null && mode.IsUnwatched && PassRun(ref reader, layouts, ref count, mode.Pending))
                {
                    continue;
                }
                else
                {
                    mode.Tracer?.BeginItem(index++, -1, reader.Position);
                }

                PassItem(ref reader, items, mode);
                mode.Tracer?.EndItem(reader.Position);
                count--;
            }

            reader.EndBlock(end);
        }

        mode.Tracer?.Leave();
        reader.Leave();
    }

    // The tracer has entered the program before.
    private static void PassItem(ref AvroReader reader, StepProgram items, in WalkMode mode)
    {
        if (items is RecordPlan plan && mode.IsUnwatched)
        {
            PassItem(ref reader, plan, keep: false, mode.ChecksText, mode.Pending);
            return;
        }

        if (items.IsRecord)
        {
            reader.Enter();
            AvroReader.EnsureStack(reader.Position);
        }

        PassSteps(ref reader, items, mode);
        if (items.IsRecord) reader.Leave();
    }

    private static bool PassRun(ref AvroReader reader, LayoutSet layouts, ref int count, PendingBytes? pending)
    {
        var before = reader.Remaining;
        var remaining = before;
        layouts.PassRun(ref reader.Current, ref remaining, ref count, pending is null ? 0 : layouts.Longest);
        reader.Advance(before - remaining);
        return count == 0;
    }
}
