using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

/// <summary>
/// A view of one encoded record, which finds fields by their index in the compiled schema. It shows nothing by itself: generated views give its
/// fields names and types (<see cref="RecordFields{TFields}"/>). It cannot outlive the bytes.
/// </summary>
/// <remarks>
/// Bounds argument: an entry of the table is either a mark (negative) or the offset of a value whose every byte was checked to lie within
/// the datum, on these same bytes: by the walk that filled the table, or by the layout that recognised them (what a layout's mask covers
/// decides lengths and ends). Loads at an offset read no further than the value that was checked there. The bytes do not change
/// meanwhile: they are librdkafka's, a file's, or the caller's, who promises it; should they, then what is read of them again (the bytes of an
/// integer, a length) is held against what was checked, and a value may be wrong, but none is read from beyond. The table holds an entry for
/// every field of the record, and nobody asks for another: what is public is <see cref="RecordFields{TFields}"/>, which checks.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct AvroRecordView
{
    // Four fields at most: the JIT keeps such a struct in registers.
    internal readonly ref byte _origin;
    internal readonly ref int _entries;
    internal readonly OffsetTable _table;
    internal readonly RecordSlots _slots;

    internal AvroRecordView(ref byte origin, ref int entries, RecordSlots slots, OffsetTable table)
    {
        _origin = ref origin;
        _entries = ref entries;
        _slots = slots;
        _table = table;
    }

    /// <summary>Whether the record itself is null; then so is every field of it.</summary>
    internal bool IsNull => Unsafe.IsNullRef(ref _origin);

    /// <summary>Whether it is a view of anything, be it of a null: what nobody opened (<c>default</c>) looks like a record that is null.</summary>
    internal bool IsOpen => !Unsafe.IsNullRef(ref _entries);

    /// <summary>The compiled schema whose fields these are; null for a view of nothing.</summary>
    internal AvroRecordSchema? Schema => _slots?.Schema;

    /// <summary>Whether a field is null.</summary>
    internal bool IsNullAt(int field)
    {
        var entry = Entry(field);
        return entry < 0 && (entry == SlotEntry.Null || IsNullSlow(field, entry));
    }

    /// <summary>Whether the writer's schema has the field: what it lacks is null or has the compiled schema's default.</summary>
    internal bool IsWritten(int field) => IsOpen && _table.Plan.StepOf(SlotOf(field)) < _table.Plan.Steps.Length;

    /// <summary>A boolean; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool? BooleanOrNull(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? At(entry) != 0 : entry == SlotEntry.Null ? null : BooleanSlow(_table, ref _origin, ref _entries, field);
    }

    /// <summary>A boolean that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Boolean(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? At(entry) != 0 : BooleanSlow(_table, ref _origin, ref _entries, field) ?? ThrowNull<bool>(_slots, field);
    }

    /// <summary>An int; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int? IntOrNull(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Int(ref At(entry), _table.Length - entry) : entry == SlotEntry.Null ? null : IntSlow(_table, ref _origin, ref _entries, field);
    }

    /// <summary>An int that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Int(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Int(ref At(entry), _table.Length - entry) : IntSlow(_table, ref _origin, ref _entries, field) ?? ThrowNull<int>(_slots, field);
    }

    /// <summary>A long; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long? LongOrNull(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Long(ref At(entry), _table.Length - entry) : entry == SlotEntry.Null ? null : LongSlow(_table, ref _origin, ref _entries, field);
    }

    /// <summary>A long that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Long(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Long(ref At(entry), _table.Length - entry) : LongSlow(_table, ref _origin, ref _entries, field) ?? ThrowNull<long>(_slots, field);
    }

    /// <summary>A float; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float? FloatOrNull(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Float(ref At(entry)) : entry == SlotEntry.Null ? null : FloatSlow(_table, ref _origin, ref _entries, field);
    }

    /// <summary>A float that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Float(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Float(ref At(entry)) : FloatSlow(_table, ref _origin, ref _entries, field) ?? ThrowNull<float>(_slots, field);
    }

    /// <summary>A double; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double? DoubleOrNull(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Double(ref At(entry)) : entry == SlotEntry.Null ? null : DoubleSlow(_table, ref _origin, ref _entries, field);
    }

    /// <summary>A double that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Double(int field)
    {
        var entry = Entry(field);
        return entry >= 0 ? AvroBits.Double(ref At(entry)) : DoubleSlow(_table, ref _origin, ref _entries, field) ?? ThrowNull<double>(_slots, field);
    }

    /// <summary>Text, where it lies; null for null.</summary>
    internal AvroString Text(int field) => Text(_table, ref _origin, ref _entries, field);

    /// <summary>Text of a view that is taken apart, as in <see cref="FloatSlow"/>.</summary>
    internal static AvroString Text(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var entry = Unsafe.IsNullRef(ref entries) ? SlotEntry.Null : Unsafe.Add(ref entries, field);
        if (entry < 0) return entry == SlotEntry.Null ? default : TextSlow(table, ref origin, ref entries, field);
        var text = AvroBits.Bytes(ref Unsafe.Add(ref origin, entry), table.Length - entry);
        // The mask of a layout lets nothing through but ASCII.
        if (table is not Layout && !Utf8.IsValid(text)) AvroErrors.NotUtf8(entry);
        return new AvroString(text);
    }

    /// <summary>Bytes, where they lie; null for null.</summary>
    internal AvroBytesView Bytes(int field) => Bytes(_table, ref _origin, ref _entries, field);

    /// <summary>Bytes of a view that is taken apart, as in <see cref="FloatSlow"/>.</summary>
    internal static AvroBytesView Bytes(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var entry = Unsafe.IsNullRef(ref entries) ? SlotEntry.Null : Unsafe.Add(ref entries, field);
        if (entry < 0) return entry == SlotEntry.Null ? default : BytesSlow(table, ref origin, ref entries, field);
        return new AvroBytesView(AvroBits.Bytes(ref Unsafe.Add(ref origin, entry), table.Length - entry));
    }

    /// <summary>The bytes of a fixed of <paramref name="size"/> bytes, where it lies; null for null.</summary>
    internal AvroBytesView Fixed(int field, int size) =>
        TryOpen(field, out var reader) ? new AvroBytesView(reader.ReadFixedSpan(size)) : default;

    /// <summary>A reader at the first byte of a value that is not null (of the value itself, past its null branch); false for null.</summary>
    internal bool TryOpen(int field, out AvroReader reader) => TryOpenSlow(field, Entry(field), out reader);

    /// <summary>The record that is a field.</summary>
    internal AvroRecordView Record(int field)
    {
        if (!IsOpen) return default;
        // First of all, for it is held against the number of fields.
        var child = _slots.Children[field];
        var entry = Entry(field);
        if (entry == SlotEntry.Unknown) entry = Find(field);
        if (child is null || SlotEntry.IsConverted(entry)) return RecordByReference(field, entry);
        if (entry >= 0 && _table is DatumTable datum && datum.LayoutOf(SlotOf(field), out var start, out var first) is { } layout)
        {
            ref var fields = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(layout.Entries), first);
            return new AvroRecordView(ref At(start), ref fields, child, layout);
        }

        ref var entries = ref Unsafe.Add(ref _entries, _slots.FirstSlots[field]);
        return new AvroRecordView(ref entry == SlotEntry.Null ? ref Unsafe.NullRef<byte>() : ref _origin, ref entries, child, _table);
    }

    /// <summary>An array of records.</summary>
    internal AvroArrayView<T, TOpener> Array<T, TOpener>(int field) where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        // One that nobody has walked over yet is not walked over twice, here and by who enumerates it.
        if (Entry(field) == SlotEntry.Unknown && _table is DatumTable { IsPending: false } datum && SlotOf(field) is var slot
            && datum.TryReachArray(slot, ref _origin, out var reader, out _))
        {
            reader.Enter();
            return new(reader, StepAt(slot).Items!, new ArrayAhead(datum, slot));
        }

        return TryOpen(field, out reader) ? new(reader, PlanOfItems(field)) : default;
    }

    /// <summary>A value of any type, for those that have no method here: unions of several types, and arrays and maps of anything but records.</summary>
    internal AvroValueView Value(int field)
    {
        if (!IsOpen) return default;
        var schema = _slots.Schema.FieldArray[field].Schema.WithoutNull(out _);
        var hasValue = TryOpen(field, out var reader);
        return new AvroValueView(reader, schema, _table.Limits, hasValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Entry(int field) => IsOpen ? Unsafe.Add(ref _entries, field) : SlotEntry.Null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte At(int offset) => ref Unsafe.Add(ref _origin, offset);
}
