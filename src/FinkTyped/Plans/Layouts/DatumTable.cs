using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped.Plans;

/// <summary>
/// The table of one datum, filled from its first byte on only as far as somebody looks. Reused from datum to datum: who looks at one holds
/// the table for that time (<see cref="Open"/>, <see cref="Close"/>), and no view outlives it.
/// </summary>
internal sealed partial class DatumTable : OffsetTable
{
    private const int OtherTables = 4;

    private static readonly byte[] NoBytes = new byte[1];

    [ThreadStatic]
    private static DatumTable? _free;

    [ThreadStatic]
    private static DatumTable?[]? _others;

    private readonly Layout?[] _layouts;
    private readonly int[] _starts;
    private int _position;
    private int _step;
    private int _dirty;
    private int _segment;
    private int _itemsLeft;
    private QueryProbe? _probe;

    private DatumTable(RecordPlan plan) : base(plan, (int[])plan.FirstEntries.Clone())
    {
        _layouts = new Layout?[plan.Segments.Length];
        _starts = new int[plan.Segments.Length];
        _step = plan.FirstStep;
    }

    /// <summary>Bytes walked over so far.</summary>
    public int Position => _position;

    /// <summary>A table at the beginning of a datum; a pooled one, that must be closed only when no fault came in between.</summary>
    public static DatumTable Open(RecordPlan plan, int length)
    {
        var limits = plan.Limits;
        if (length > limits.MaxBytes) AvroErrors.TooManyBytes(length, limits.MaxBytes);
        var table = _free;
        _free = null;
        if (table is null || !ReferenceEquals(table.Plan, plan)) table = Change(table, plan);
        table.Length = length;
        table._itemsLeft = limits.MaxItems;
        return table;
    }

    /// <summary>A table at the beginning of a datum that is never reused, so that its views serve for as long as the bytes do.</summary>
    public static DatumTable OpenOwn(RecordPlan plan, int length)
    {
        if (length > plan.Limits.MaxBytes) AvroErrors.TooManyBytes(length, plan.Limits.MaxBytes);
        return new DatumTable(plan) { Length = length, _itemsLeft = plan.Limits.MaxItems };
    }

    /// <summary>
    /// A table for the first datum that a query looks at of a writer: <see cref="Close"/> refuses a writer that lacks every field that was asked for.
    /// </summary>
    public static DatumTable OpenProbing(RecordPlan plan, int length)
    {
        var table = OpenOwn(plan, length);
        table._probe = new QueryProbe(plan, table.Entries);
        return table;
    }

    // Streams hold a few writer schemas at a time, and an alert that is rejected allocates nothing whichever it has.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DatumTable Change(DatumTable? free, RecordPlan plan)
    {
        var others = _others ??= new DatumTable?[OtherTables];
        foreach (ref var other in others.AsSpan())
        {
            if (other is null || !ReferenceEquals(other.Plan, plan)) continue;
            var table = other;
            other = free;
            return table;
        }

        if (free is not null)
        {
            others.AsSpan(0, others.Length - 1).CopyTo(others.AsSpan(1));
            others[0] = free;
        }

        return new DatumTable(plan);
    }

    /// <summary>Gives the table back. No view of its datum may be used from here on.</summary>
    public void Close()
    {
        if (_probe is not null)
        {
            _probe.Check();
            return;
        }

        Plan.FirstEntries.AsSpan(0, _dirty).CopyTo(Entries);
        _position = 0;
        _step = Plan.FirstStep;
        _dirty = 0;
        _segment = 0;
        _pending = null;
        _gapCount = 0;
        _free = this;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public override void Find(int slot, ref byte origin)
    {
        if (_probe is not null)
        {
            _probe.Note(slot);
            if (_probe.IsMissing(slot))
            {
                Entries[slot] = SlotEntry.Null;
                return;
            }
        }

        WalkTo(Plan.StepOf(slot) + 1, ref origin);
        // It was passed over, and is wanted now.
        if (_gapCount > 0 && Entries[slot] == SlotEntry.Unknown) FetchAll();
    }

    /// <summary>
    /// The layout of a record that is a field and not null, which then serves as its table; null where the record's fields are in this table.
    /// </summary>
    /// <param name="recordSlot">The slot of the record, which was found before.</param>
    /// <param name="start">Where the offsets of the layout are counted from.</param>
    /// <param name="firstEntry">Which of the layout's entries is that of the record's first field.</param>
    public Layout? LayoutOf(int recordSlot, out int start, out int firstEntry)
    {
        var segment = Plan.SegmentOf(recordSlot);
        start = segment < 0 ? 0 : _starts[segment];
        firstEntry = segment < 0 ? 0 : Plan.Segments[segment].Kept;
        return segment < 0 ? null : _layouts[segment];
    }

    /// <summary>
    /// Walks up to the value of a slot, an array of records that nobody has walked over yet, and gives a reader that stands at its first
    /// block; false when the walk is past it, and for a value that is null or not such an array on the wire. The caller reads the array to
    /// its end and then calls <see cref="Resume"/>.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <param name="origin">The first byte of the datum.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="pending">What reads on for it; null where all is there.</param>
    public bool TryReachArray(int slot, ref byte origin, out AvroReader reader, out PendingBytes? pending)
    {
        var step = Plan.StepOf(slot);
        _probe?.Note(slot);
        reader = default;
        pending = null;
        // An array of something else than the reader's records is converted as a whole.
        // One that the writer lacks has no step, though a query that is probed may still ask for it.
        if (_step > step || step >= Plan.Steps.Length || Plan.Steps[step] is not { Kind: WireKind.Array, Items: not null }) return false;
        WalkTo(step, ref origin);
        if (_step != step) return false;
        var at = Plan.Steps[step];
        reader = Reader(ref origin);
        pending = _pending;
        if (pending is not null)
        {
            reader = new AvroReader(ref origin, pending.Available, _position, Limits, _itemsLeft);
            pending.Reach(ref reader, PendingBytes.Margin);
        }

        if (at.NullBranch >= 0)
        {
            // The walk itself notes the null; only a value is worth taking over.
            var ahead = reader;
            if (ahead.ReadUnionIndex(2) == at.NullBranch) return false;
            reader = ahead;
        }

        Entries[at.Slot] = reader.Position;
        MarkDirty(step, step + 1);
        return true;
    }

    /// <summary>Whether the walk stands before the value of a slot.</summary>
    public bool IsAt(int slot) => _step == Plan.StepOf(slot);

    /// <summary>Goes on after an array that the caller has read.</summary>
    public void Resume(in AvroReader reader)
    {
        _position = reader.Position;
        _itemsLeft = reader.ItemsLeft;
        _step++;
    }

    /// <summary>Walks to the end of the record and tells where that is; what follows belongs to nothing, or to another value.</summary>
    public int FindEnd(ReadOnlySpan<byte> datum)
    {
        FetchAll();
        WalkTo(Plan.Steps.Length, ref OriginOf(datum));
        return _position;
    }

    // A record without fields may take no byte at all, and its origin must still not be mistaken for that of a null record.
    private static ref byte OriginOf(ReadOnlySpan<byte> datum) =>
        ref datum.IsEmpty ? ref MemoryMarshal.GetArrayDataReference(NoBytes) : ref MemoryMarshal.GetReference(datum);

    private AvroReader Reader(ref byte origin) => new(ref origin, Length, _position, Limits, _itemsLeft);

    private void WalkTo(int end, ref byte origin)
    {
        if (_pending is { } pending && TryWalkWithin(pending, end, ref origin)) return;
        WalkTo(end, Reader(ref origin));
    }

    private void WalkTo(int end, AvroReader reader)
    {
        var segments = Plan.Segments;
        while (_step < end)
        {
            while (_segment < segments.Length && segments[_segment].First < _step) _segment++;
            if (_segment < segments.Length && segments[_segment].First == _step)
            {
                _pending?.ReachRun(ref reader, segments[_segment].Layouts);
                PassSegment(ref reader, segments[_segment]);
                _step = segments[_segment].End;
            }
            else
            {
                var stop = _segment < segments.Length ? Math.Min(segments[_segment].First, end) : end;
                if (_pending is not null) stop = Math.Min(stop, Plan.BytesBehind(_step));
                MarkDirty(_step, stop);
                if (_pending is not null && TryLeaveOut(ref reader, Plan.Steps[_step], _pending)) _step++;
                else _step = StepWalker.Walk(ref reader, Plan, _step, stop, Entries, 0, new WalkMode(Pending: _pending));
            }

            _position = reader.Position;
            _itemsLeft = reader.ItemsLeft;
        }
    }

    private void PassSegment(ref AvroReader reader, Segment segment)
    {
        var layouts = segment.Layouts;
        var start = reader.Position;
        var layout = layouts.Recognise(ref reader.Current, reader.Remaining);
        _layouts[_segment] = layout;
        _starts[_segment] = start;
        if (layout is not null)
        {
            reader.Advance(layout.Length);
            _dirty = Math.Max(_dirty, segment.KeptEnd);
            segment.Apply(layout.Entries, start, Entries);
            return;
        }

        MarkDirty(segment.First, segment.End);
        if (layouts.IsLearning)
        {
            StepWalker.Learn(ref reader, Plan, layouts, segment.First, segment.End, segment.FilledSlots, out var entries, new WalkMode(Pending: _pending));
            foreach (var slot in segment.FilledSlots) Entries[slot] = SlotEntry.Shift(entries[slot], start);
        }
        else
        {
            StepWalker.Walk(ref reader, Plan, segment.First, segment.End, Entries, 0, new WalkMode(Pending: _pending));
        }
    }

    private void MarkDirty(int step, int end)
    {
        var steps = Plan.Steps;
        for (; step < end; step++) _dirty = Math.Max(_dirty, steps[step].EndSlot);
    }
}
