using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped.Layouts;

/// <summary>A run of steps within a record whose values together have few shapes, recognised as one.</summary>
internal sealed class Segment
{
    // Shorter runs are walked as fast as they are recognised; longer ones have too many shapes in common.
    private const int MinSteps = 4;
    private const int MaxSteps = 128;

    private Segment(WireStep[] steps, int first, int end)
    {
        First = first;
        End = end;
        var slots = new List<int>();
        for (var i = first; i < end; i++)
        {
            if (steps[i].Slot >= 0) slots.Add(steps[i].Slot);
        }

        FilledSlots = [.. slots];
        for (var i = 1; i < FilledSlots.Length; i++) IsContiguous &= FilledSlots[i] == FilledSlots[i - 1] + 1;
    }

    /// <summary>The first step.</summary>
    public int First { get; }

    /// <summary>The step after the last.</summary>
    public int End { get; }

    /// <summary>The slots that the steps fill, in the order of the steps.</summary>
    public int[] FilledSlots { get; }

    /// <summary>Whether <see cref="FilledSlots"/> are consecutive, so that a layout's entries are copied as one run.</summary>
    public bool IsContiguous { get; } = true;

    /// <summary>The shapes seen so far.</summary>
    public LayoutSet Layouts { get; } = new();

    /// <summary>Copies a layout's entries into a record's table, counted from the datum's first byte instead of the run's.</summary>
    public void Apply(int[] entries, int start, int[] table)
    {
        if (!IsContiguous)
        {
            for (var i = 0; i < entries.Length; i++) table[FilledSlots[i]] = Slots.Shift(entries[i], start);
            return;
        }

        var source = entries.AsSpan();
        var target = table.AsSpan(FilledSlots[0], entries.Length);
        var shift = Vector256.Create(start);
        while (source.Length >= Vector256<int>.Count)
        {
            var some = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(source));
            // Offsets move by the shift, converted ones (below every mark) the other way, marks not at all.
            var offsets = Vector256.GreaterThanOrEqual(some, Vector256<int>.Zero);
            var converted = Vector256.LessThan(some, Vector256.Create(Slots.Default));
            (some + (shift & offsets) - (shift & converted)).StoreUnsafe(ref MemoryMarshal.GetReference(target));
            source = source[Vector256<int>.Count..];
            target = target[Vector256<int>.Count..];
        }

        for (var i = 0; i < source.Length; i++) target[i] = Slots.Shift(source[i], start);
    }

    /// <summary>
    /// Divides the steps of a record. Text directly in an open record varies too much from alert to alert, and bytes always do: both end a
    /// run. A record that cannot be null takes no byte and ends a run, so that each nested record is recognised for itself.
    /// </summary>
    public static Segment[] Divide(WireStep[] steps)
    {
        var segments = new List<Segment>();
        var nestedEnd = 0;
        var first = 1;
        for (var i = 1; i <= steps.Length; i++)
        {
            var step = i < steps.Length ? steps[i] : null;
            var joins = step is { IsFlat: true, Kind: not (WireKind.Bytes or WireKind.Record) }
                && (step.Kind != WireKind.String || i < nestedEnd)
                && i - first < MaxSteps
                && (i != nestedEnd || i == first);
            if (joins) continue;
            if (i - first >= MinSteps) segments.Add(new Segment(steps, first, i));
            if (step is { Kind: WireKind.Record }) nestedEnd = Math.Max(nestedEnd, i + 1 + step.Argument);
            // A step that was cut off only by length or by the end of a nested record begins the next run; any other stands alone.
            var begins = step is { IsFlat: true, Kind: not (WireKind.Bytes or WireKind.Record) }
                && (step.Kind != WireKind.String || i < nestedEnd);
            first = begins ? i : i + 1;
        }

        return [.. segments];
    }
}
