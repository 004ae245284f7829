using System.Runtime.CompilerServices;

namespace FinkTyped.Generated;

// Values that are simply there. With a constant field the first line of each goes away.
public readonly ref partial struct RecordFields<TFields>
{
    /// <summary>A boolean that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Boolean(int field)
    {
        if (!TFields.IsBoolean(field)) Check(field, AvroType.Boolean);
        return _record.Boolean(field);
    }

    /// <summary>A boolean; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool? BooleanOrNull(int field)
    {
        if (!TFields.IsBoolean(field)) Check(field, AvroType.Boolean);
        return _record.BooleanOrNull(field);
    }

    /// <summary>A boolean; false for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool BooleanOrDefault(int field)
    {
        if (!TFields.IsBoolean(field)) Check(field, AvroType.Boolean);
        return _record.BooleanOrDefault(field);
    }

    /// <summary>An int, or the index of an enum's symbol that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int(int field)
    {
        if (!TFields.IsInt(field)) Check(field, AvroType.Int);
        return _record.Int(field);
    }

    /// <summary>An int, or the index of an enum's symbol; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int? IntOrNull(int field)
    {
        if (!TFields.IsInt(field)) Check(field, AvroType.Int);
        return _record.IntOrNull(field);
    }

    /// <summary>An int, or the index of an enum's symbol; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IntOrDefault(int field)
    {
        if (!TFields.IsInt(field)) Check(field, AvroType.Int);
        return _record.IntOrDefault(field);
    }

    /// <summary>A long that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Long(int field)
    {
        if (!TFields.IsLong(field)) Check(field, AvroType.Long);
        return _record.Long(field);
    }

    /// <summary>A long; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? LongOrNull(int field)
    {
        if (!TFields.IsLong(field)) Check(field, AvroType.Long);
        return _record.LongOrNull(field);
    }

    /// <summary>A long; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long LongOrDefault(int field)
    {
        if (!TFields.IsLong(field)) Check(field, AvroType.Long);
        return _record.LongOrDefault(field);
    }

    /// <summary>A float that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Float(int field)
    {
        if (!TFields.IsFloat(field)) Check(field, AvroType.Float);
        return _record.Float(field);
    }

    /// <summary>A float; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float? FloatOrNull(int field)
    {
        if (!TFields.IsFloat(field)) Check(field, AvroType.Float);
        return _record.FloatOrNull(field);
    }

    /// <summary>A float; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float FloatOrDefault(int field)
    {
        if (!TFields.IsFloat(field)) Check(field, AvroType.Float);
        return _record.FloatOrDefault(field);
    }

    /// <summary>A double that is never null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(int field)
    {
        if (!TFields.IsDouble(field)) Check(field, AvroType.Double);
        return _record.Double(field);
    }

    /// <summary>A double; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double? DoubleOrNull(int field)
    {
        if (!TFields.IsDouble(field)) Check(field, AvroType.Double);
        return _record.DoubleOrNull(field);
    }

    /// <summary>A double; 0 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double DoubleOrDefault(int field)
    {
        if (!TFields.IsDouble(field)) Check(field, AvroType.Double);
        return _record.DoubleOrDefault(field);
    }

    /// <summary>Text; null for null.</summary>
    public AvroString Text(int field)
    {
        if (!TFields.IsString(field)) Check(field, AvroType.String);
        return _record.Text(field);
    }

    /// <summary>Bytes; null for null.</summary>
    public AvroBytesView Bytes(int field)
    {
        if (!TFields.IsBytes(field)) Check(field, AvroType.Bytes);
        return _record.Bytes(field);
    }

    /// <summary>Which of 64 fields are not null: a bit each, that of the first field the lowest.</summary>
    /// <param name="firstField">The first field.</param>
    /// <param name="fields">The bits of the fields that are asked for; the others are left 0.</param>
    public ulong PresenceOf(int firstField, ulong fields)
    {
        if (fields == 0) return 0;
        Known(firstField);
        Known(firstField + 63 - System.Numerics.BitOperations.LeadingZeroCount(fields));
        return _record.PresenceOf(firstField, fields);
    }
}
