using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <content>Unions of null and one type without parts, written in one call each: what most fields of an alert are.</content>
public ref partial struct AvroWriter
{
    /// <summary>Writes a union of null and boolean.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the boolean, 0 or 1.</param>
    public void WriteBooleanOrNull(bool? value, int valueIndex)
    {
        Reserve(1 + 1);
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) Put(value.GetValueOrDefault() ? (byte)1 : (byte)0);
    }

    /// <summary>Writes a union of null and int.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the int, 0 or 1.</param>
    public void WriteIntOrNull(int? value, int valueIndex)
    {
        Reserve(1 + Varint.MaxBytes);
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) PutInt(value.GetValueOrDefault());
    }

    /// <summary>Writes a union of null and long.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the long, 0 or 1.</param>
    public void WriteLongOrNull(long? value, int valueIndex)
    {
        Reserve(1 + Varint.MaxBytes);
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) PutLong(value.GetValueOrDefault());
    }

    /// <summary>Writes a union of null and float.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the float, 0 or 1.</param>
    public void WriteFloatOrNull(float? value, int valueIndex)
    {
        Reserve(1 + sizeof(float));
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) PutFloat(value.GetValueOrDefault());
    }

    /// <summary>Writes a union of null and double.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the double, 0 or 1.</param>
    public void WriteDoubleOrNull(double? value, int valueIndex)
    {
        Reserve(1 + sizeof(double));
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) PutDouble(value.GetValueOrDefault());
    }

    /// <summary>Writes a union of null and string.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the string, 0 or 1.</param>
    /// <exception cref="AvroException">The text holds an unpaired surrogate, which UTF-8 cannot express.</exception>
    public void WriteStringOrNull(string? value, int valueIndex)
    {
        Reserve(1);
        PutPresence(value is not null, valueIndex);
        if (value is not null) WriteString(value);
    }

    /// <summary>Writes a union of null and bytes.</summary>
    /// <param name="value">The value; null for null.</param>
    /// <param name="valueIndex">Which branch is the bytes, 0 or 1.</param>
    public void WriteBytesOrNull(ReadOnlyMemory<byte>? value, int valueIndex)
    {
        Reserve(1);
        PutPresence(value.HasValue, valueIndex);
        if (value.HasValue) WriteBytes(value.GetValueOrDefault().Span);
    }

    // Branch 0 is the byte 0, branch 1 the byte 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutPresence(bool isPresent, int valueIndex) => Put((byte)(2 * (isPresent ? valueIndex : 1 - valueIndex)));
}
