using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <content>
/// Unions of null and one type without parts: what most fields of an alert are. Branch and value are read under one bounds check. These
/// methods stay calls on purpose: the JIT inlines no more into a method that has 512 variables, and the reader of a record of a hundred
/// such fields, each inlined, would get there half-way and run at half the speed.
/// </content>
public ref partial struct AvroReader
{
    /// <summary>Reads a union of null and boolean.</summary>
    /// <param name="valueIndex">Which branch is the boolean, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool? ReadBooleanOrNull(int valueIndex)
    {
        if (_length - _position > sizeof(byte))
        {
            ref var union = ref Unsafe.Add(ref _origin, _position);
            var value = Unsafe.Add(ref union, 1);
            if (union == 2 * valueIndex && value <= 1)
            {
                _position += 1 + sizeof(byte);
                return value != 0;
            }
        }

        return ReadPresence(valueIndex) ? ReadBoolean() : null;
    }

    /// <summary>Reads a union of null and int.</summary>
    /// <param name="valueIndex">Which branch is the int, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int? ReadIntOrNull(int valueIndex) => ReadPresence(valueIndex) ? ReadInt() : null;

    /// <summary>Reads a union of null and long.</summary>
    /// <param name="valueIndex">Which branch is the long, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long? ReadLongOrNull(int valueIndex) => ReadPresence(valueIndex) ? ReadLong() : null;

    /// <summary>Reads a union of null and float.</summary>
    /// <param name="valueIndex">Which branch is the float, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public float? ReadFloatOrNull(int valueIndex)
    {
        if (BitConverter.IsLittleEndian && _length - _position > sizeof(float))
        {
            ref var union = ref Unsafe.Add(ref _origin, _position);
            if (union == 2 * valueIndex)
            {
                _position += 1 + sizeof(float);
                return Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref union, 1));
            }
        }

        return ReadPresence(valueIndex) ? ReadFloat() : null;
    }

    /// <summary>Reads a union of null and double.</summary>
    /// <param name="valueIndex">Which branch is the double, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public double? ReadDoubleOrNull(int valueIndex)
    {
        if (BitConverter.IsLittleEndian && _length - _position > sizeof(double))
        {
            ref var union = ref Unsafe.Add(ref _origin, _position);
            if (union == 2 * valueIndex)
            {
                _position += 1 + sizeof(double);
                return Unsafe.ReadUnaligned<double>(ref Unsafe.Add(ref union, 1));
            }
        }

        return ReadPresence(valueIndex) ? ReadDouble() : null;
    }

    /// <summary>Reads a union of null and string.</summary>
    /// <param name="valueIndex">Which branch is the string, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public string? ReadStringOrNull(int valueIndex) => ReadPresence(valueIndex) ? ReadString() : null;

    /// <summary>Reads a union of null and bytes, into memory of their own.</summary>
    /// <param name="valueIndex">Which branch is the bytes, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ReadOnlyMemory<byte>? ReadBytesOrNull(int valueIndex)
    {
        // A bare null would become empty bytes, by way of the conversion that bytes have from a (null) array.
        if (ReadPresence(valueIndex)) return ReadBytes();
        return null;
    }

    // 0 and 1 are the bytes 0 and 2; all else is for the strict reading to judge.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadPresence(int valueIndex)
    {
        if (_position < _length)
        {
            var union = Unsafe.Add(ref _origin, _position);
            if ((union & ~2) == 0)
            {
                _position++;
                return union == 2 * valueIndex;
            }
        }

        return ReadUnionIndex(2) == valueIndex;
    }
}
