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
            isOpen |= (ulong)Vector256.LessThan(some, Vector256.Create(Slots.Null)).ExtractMostSignificantBits() << i;
        }

        for (; i < count; i++)
        {
            var entry = Unsafe.Add(ref entries, i);
            absent |= (ulong)((uint)entry >> 31) << i;
            isOpen |= (entry < Slots.Null ? 1UL : 0) << i;
        }

        return (~absent & fields) | (isOpen == 0 ? 0 : PresenceOfOpen(firstField, isOpen & fields));
    }

    /// <summary>A boolean; false for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool BooleanOrDefault(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? At(entry) != 0 : entry != Slots.Null && BooleanSlow(field, entry).GetValueOrDefault();
    }

    /// <summary>An int; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int IntOrDefault(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Int(ref At(entry), _table.Length - entry) : entry == Slots.Null ? 0 : IntSlow(field, entry).GetValueOrDefault();
    }

    /// <summary>A long; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long LongOrDefault(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Long(ref At(entry), _table.Length - entry) : entry == Slots.Null ? 0 : LongSlow(field, entry).GetValueOrDefault();
    }

    /// <summary>A float; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float FloatOrDefault(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Float(ref At(entry)) : entry == Slots.Null ? 0 : FloatSlow(field, entry).GetValueOrDefault();
    }

    /// <summary>A double; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double DoubleOrDefault(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Double(ref At(entry)) : entry == Slots.Null ? 0 : DoubleSlow(field, entry).GetValueOrDefault();
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
