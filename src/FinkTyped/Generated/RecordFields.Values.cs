using System.Runtime.CompilerServices;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

// Values that are simply there. With a constant field the first line of each goes away; the others call as little as they can, for methods that
// ask for a hundred fields come to the end of what the JIT inlines.
public readonly ref partial struct RecordFields<TFields>
{
    // In a view that nobody opened the entries begin at address 0. The first 64 kB hold nothing on any system that .NET runs on: a load there
    // is a NullReferenceException, which costs the others nothing.
    private const uint FaultingFields = 0x1_0000 / sizeof(int);

    /// <summary>A boolean that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Boolean(int field)
    {
        if (!TFields.IsBoolean(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Boolean);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? Unsafe.Add(ref _record._origin, entry) != 0 : AvroRecordView.BooleanSlow(_record._table, ref _record._origin, ref _record._entries, field) ?? AvroRecordView.ThrowNull<bool>(_record._slots, field);
    }

    /// <summary>A boolean; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool? BooleanOrNull(int field)
    {
        if (!TFields.IsBoolean(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Boolean);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? Unsafe.Add(ref _record._origin, entry) != 0 : entry == SlotEntry.Null ? null : AvroRecordView.BooleanSlow(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>A boolean; false for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool BooleanOrDefault(int field)
    {
        if (!TFields.IsBoolean(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Boolean);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? Unsafe.Add(ref _record._origin, entry) != 0 : entry == SlotEntry.Null ? false : AvroRecordView.BooleanSlow(_record._table, ref _record._origin, ref _record._entries, field).GetValueOrDefault();
    }

    /// <summary>An int, or the index of an enum's symbol that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int(int field)
    {
        if (!TFields.IsInt(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Int);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Int(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : AvroRecordView.IntSlow(_record._table, ref _record._origin, ref _record._entries, field) ?? AvroRecordView.ThrowNull<int>(_record._slots, field);
    }

    /// <summary>An int, or the index of an enum's symbol; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int? IntOrNull(int field)
    {
        if (!TFields.IsInt(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Int);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Int(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : entry == SlotEntry.Null ? null : AvroRecordView.IntSlow(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>An int, or the index of an enum's symbol; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IntOrDefault(int field)
    {
        if (!TFields.IsInt(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Int);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Int(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : entry == SlotEntry.Null ? 0 : AvroRecordView.IntSlow(_record._table, ref _record._origin, ref _record._entries, field).GetValueOrDefault();
    }

    /// <summary>A long that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Long(int field)
    {
        if (!TFields.IsLong(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Long);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Long(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : AvroRecordView.LongSlow(_record._table, ref _record._origin, ref _record._entries, field) ?? AvroRecordView.ThrowNull<long>(_record._slots, field);
    }

    /// <summary>A long; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? LongOrNull(int field)
    {
        if (!TFields.IsLong(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Long);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Long(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : entry == SlotEntry.Null ? null : AvroRecordView.LongSlow(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>A long; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long LongOrDefault(int field)
    {
        if (!TFields.IsLong(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Long);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Long(ref Unsafe.Add(ref _record._origin, entry), _record._table.Length - (int)entry) : entry == SlotEntry.Null ? 0 : AvroRecordView.LongSlow(_record._table, ref _record._origin, ref _record._entries, field).GetValueOrDefault();
    }

    /// <summary>A float that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Float(int field)
    {
        if (!TFields.IsFloat(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Float);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Float(ref Unsafe.Add(ref _record._origin, entry)) : AvroRecordView.FloatSlow(_record._table, ref _record._origin, ref _record._entries, field) ?? AvroRecordView.ThrowNull<float>(_record._slots, field);
    }

    /// <summary>A float; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float? FloatOrNull(int field)
    {
        if (!TFields.IsFloat(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Float);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Float(ref Unsafe.Add(ref _record._origin, entry)) : entry == SlotEntry.Null ? null : AvroRecordView.FloatSlow(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>A float; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float FloatOrDefault(int field)
    {
        if (!TFields.IsFloat(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Float);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Float(ref Unsafe.Add(ref _record._origin, entry)) : entry == SlotEntry.Null ? 0 : AvroRecordView.FloatSlow(_record._table, ref _record._origin, ref _record._entries, field).GetValueOrDefault();
    }

    /// <summary>A double that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(int field)
    {
        if (!TFields.IsDouble(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Double);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Double(ref Unsafe.Add(ref _record._origin, entry)) : AvroRecordView.DoubleSlow(_record._table, ref _record._origin, ref _record._entries, field) ?? AvroRecordView.ThrowNull<double>(_record._slots, field);
    }

    /// <summary>A double; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double? DoubleOrNull(int field)
    {
        if (!TFields.IsDouble(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Double);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Double(ref Unsafe.Add(ref _record._origin, entry)) : entry == SlotEntry.Null ? null : AvroRecordView.DoubleSlow(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>A double; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double DoubleOrDefault(int field)
    {
        if (!TFields.IsDouble(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Double);
        nint entry = (uint)field < FaultingFields ? Unsafe.Add(ref _record._entries, field) : _record.Entry(field);
        return entry >= 0 ? AvroBits.Double(ref Unsafe.Add(ref _record._origin, entry)) : entry == SlotEntry.Null ? 0 : AvroRecordView.DoubleSlow(_record._table, ref _record._origin, ref _record._entries, field).GetValueOrDefault();
    }

    /// <summary>Text; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AvroString Text(int field)
    {
        if (!TFields.IsString(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.String);
        return AvroRecordView.Text(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>Bytes; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AvroBytesView Bytes(int field)
    {
        if (!TFields.IsBytes(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.Bytes);
        return AvroRecordView.Bytes(_record._table, ref _record._origin, ref _record._entries, field);
    }

    /// <summary>Which of 64 fields are not null: a bit each, that of the first field the lowest.</summary>
    /// <param name="firstField">The first field.</param>
    /// <param name="fields">The bits of the fields that are asked for; the others are left 0.</param>
    public ulong PresenceOf(int firstField, ulong fields)
    {
        if (fields == 0) return 0;
        Known(firstField);
        Known(firstField + 63 - System.Numerics.BitOperations.LeadingZeroCount(fields));
        return _record.IsOpen ? _record.PresenceOf(firstField, fields) : 0;
    }
}
