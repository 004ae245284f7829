using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

// What is not simply there: fields not yet looked for, values to be converted, defaults.
public readonly ref partial struct AvroRecordView
{
    // Static, and the view taken apart: were they called on the view itself, its address would be taken, and the JIT would keep none of it in
    // registers wherever somebody asks for a number. Of its slots they need nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool? BooleanSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return record.At(entry) != 0;
        return record.TryOpenSlow(field, entry, out var reader) ? reader.ReadBoolean() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int? IntSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return AvroBits.Int(ref record.At(entry), record._table.Length - entry);
        if (record.InPlace(field, entry, out var at) is SymbolConversion symbol) return symbol.Read(ref record.At(at), record._table.Length - at, at);
        return record.TryOpenSlow(field, entry, out var reader) ? reader.ReadInt() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long? LongSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return AvroBits.Long(ref record.At(entry), record._table.Length - entry);
        return record.TryOpenSlow(field, entry, out var reader) ? reader.ReadLong() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float? FloatSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return AvroBits.Float(ref record.At(entry));
        if (record.InPlace(field, entry, out var at) is NumberConversion) return NumberConversion.ReadFloat(ref record.At(at), record._table.Length - at);
        return record.TryOpenSlow(field, entry, out var reader) ? reader.ReadFloat() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double? DoubleSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return AvroBits.Double(ref record.At(entry));
        if (record.InPlace(field, entry, out var at) is NumberConversion number) return number.ReadDouble(ref record.At(at), record._table.Length - at);
        return record.TryOpenSlow(field, entry, out var reader) ? reader.ReadDouble() : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AvroString TextSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return record.Text(field);
        return record.TryOpenSlow(field, entry, out var reader) ? new AvroString(reader.ReadStringSpan()) : default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AvroBytesView BytesSlow(OffsetTable table, ref byte origin, ref int entries, int field)
    {
        var record = new AvroRecordView(ref origin, ref entries, null!, table);
        var entry = record.Find(field);
        if (entry >= 0) return record.Bytes(field);
        return record.TryOpenSlow(field, entry, out var reader) ? new AvroBytesView(reader.ReadBytesSpan()) : default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsNullSlow(int field, int entry)
    {
        if (entry == SlotEntry.Unknown) entry = Find(field);
        if (entry >= 0) return false;
        return InPlace(field, entry, out _) is null && !TryOpenSlow(field, entry, out _);
    }

    // How a value is read that lies in the datum as one of another type; null for what is not read where it lies.
    private ValueConversion? InPlace(int field, int entry, out int offset)
    {
        offset = SlotEntry.OffsetOfConverted(entry);
        return SlotEntry.IsConverted(entry) && _table.Plan.Conversions[SlotOf(field)] is { IsInPlace: true } conversion ? conversion : null;
    }

    [DoesNotReturn]
    internal static T ThrowNull<T>(RecordSlots? slots, int field) =>
        throw new InvalidOperationException(slots is not null
            ? $"the record is null, so that its field {slots.Schema.Fields[field].Name} has no value"
            : "a view that nobody opened has no values: views come from queries, records and other views");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryOpenSlow(int field, int entry, out AvroReader reader)
    {
        if (entry == SlotEntry.Unknown) entry = Find(field);
        reader = default;
        if (entry == SlotEntry.Null) return false;
        if (entry >= 0)
        {
            reader = ReaderAt(entry);
            return true;
        }

        var conversion = _table.Plan.Conversions[SlotOf(field)]!;
        var wire = SlotEntry.IsConverted(entry) ? ReaderAt(SlotEntry.OffsetOfConverted(entry)) : default;
        var value = conversion.Convert(wire);
        reader = new AvroReader(value, _table.Limits);
        conversion.ReaderSchema.WithoutNull(out var nullBranch);
        return nullBranch < 0 || reader.ReadUnionIndex(2) != nullBranch;
    }

    private int Find(int field)
    {
        if (Entry(field) == SlotEntry.Unknown) _table.Find(SlotOf(field), ref _origin);
        return Entry(field);
    }

    private AvroReader ReaderAt(int offset) => new(ref _origin, _table.Length, offset, _table.Limits, _table.Limits.MaxItems);

    private int SlotOf(int field)
    {
        var entry = Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_table.Entries), ref _entries) / sizeof(int);
        return _table.SlotOf((int)entry + field);
    }

    private WireStep StepAt(int slot) => _table.Plan.Steps[_table.Plan.StepOf(slot)];

    // Converted values and defaults are in the reader's own encoding, and have a plan of their own for it.
    internal RecordPlan PlanOfItems(int field) =>
        Entry(field) >= 0 ? StepAt(SlotOf(field)).Items! : _table.Plan.Conversions[SlotOf(field)]!.Plan;

    // A record that contains itself has a plan of its own, and every look at it walks anew.
    private AvroRecordView RecordByReference(int field, int entry)
    {
        if (_slots.Schema.FieldArray[field].Schema.AsRecord(out _) is null) throw new InvalidOperationException($"the field {_slots.Schema.FieldArray[field].Name} is no record");
        if (!TryOpenSlow(field, entry, out var reader)) return NullOf(IdentityPlans.Of(_slots.Schema.FieldArray[field].Schema, _table.Limits));
        return Pass(reader, PlanOfItems(field));
    }

    /// <summary>The view of a record with a plan of its own, which is walked over now.</summary>
    internal static AvroRecordView Pass(AvroReader reader, RecordPlan plan)
    {
        var start = reader.Position;
        return Of(StepWalker.PassItem(ref reader, plan, keep: true)!, ref reader.At(start));
    }

    /// <summary>The view of a record that is null.</summary>
    internal static AvroRecordView NullOf(RecordPlan plan) => Of(plan.NullTable, ref Unsafe.NullRef<byte>());

    /// <summary>The view of an item with a plan of its own, whose first byte is <paramref name="origin"/>.</summary>
    internal static AvroRecordView Of(OffsetTable table, ref byte origin)
    {
        var entries = table.Entries;
        ref var first = ref MemoryMarshal.GetArrayDataReference(entries);
        return new AvroRecordView(
            ref first == SlotEntry.Null ? ref Unsafe.NullRef<byte>() : ref origin, ref Unsafe.Add(ref first, 1), table.Plan.Slots, table);
    }
}
