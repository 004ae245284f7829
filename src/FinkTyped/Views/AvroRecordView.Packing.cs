using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

// Nullable numbers taken apart, for records that keep many of them: which are there, and their values.
public readonly ref partial struct AvroRecordView
{
    /// <summary>Which of 64 fields are not null: a bit each, that of the first field the lowest.</summary>
    /// <param name="firstField">The first field.</param>
    /// <param name="fields">The bits of the fields that are asked for; the others are left 0.</param>
    internal ulong PresenceOf(int firstField, ulong fields)
    {
        var count = 64 - BitOperations.LeadingZeroCount(fields);
        // Bounds: the table has an entry for each field of the record, and no load goes past the last one asked for.
        ref var entries = ref Unsafe.Add(ref _entries, firstField);
        var (absent, isOpen, i) = (0UL, 0UL, 0);
        for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var some = Vector256.LoadUnsafe(ref entries, (nuint)i);
            absent |= (ulong)some.ExtractMostSignificantBits() << i;
            isOpen |= (ulong)Vector256.LessThan(some, Vector256.Create(SlotEntry.Null)).ExtractMostSignificantBits() << i;
        }

        for (; i < count; i++)
        {
            var entry = Unsafe.Add(ref entries, i);
            absent |= (ulong)((uint)entry >> 31) << i;
            isOpen |= (entry < SlotEntry.Null ? 1UL : 0) << i;
        }

        return (~absent & fields) | (isOpen == 0 ? 0 : PresenceOfOpen(firstField, isOpen & fields));
    }

    // Fields not yet looked for, to be converted or of the reader's default.
    private ulong PresenceOfOpen(int firstField, ulong fields)
    {
        var present = 0UL;
        for (; fields != 0; fields &= fields - 1)
        {
            if (!IsNullAt(firstField + BitOperations.TrailingZeroCount(fields))) present |= fields & (0 - fields);
        }

        return present;
    }
}
