using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace FinkTyped;

/// <summary>
/// Reads one Avro datum in binary encoding, strictly, from a span it never leaves. Every method advances over exactly one value or throws
/// <see cref="AvroException"/> with the offset where that value began. A mutable struct: pass it by reference.
/// </summary>
/// <remarks>
/// Bounds argument: <c>0 ≤ _position ≤ _length</c> holds between calls. A byte is loaded only after comparing <c>_position</c>
/// (or <c>_length - _position</c> for wider loads) with the length, and <c>_position</c> only ever grows by what was compared. The length grows
/// where more of a datum is read whose memory is there (<see cref="Plans.PendingBytes"/>), by what was read.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct AvroReader
{
    // So deep the code generated for a schema may nest on any stack; beyond, the stack is looked at.
    private const int DepthAnyStackHolds = 64;

    private readonly ref byte _origin;
    private int _length;
    private readonly int _maxDepth;
    private readonly int _checkedDepth;
    private int _position;
    private int _depth;
    private int _itemsLeft;

    /// <summary>Starts reading at the first byte of <paramref name="datum"/>.</summary>
    /// <param name="datum">The encoded datum; must stay unchanged while it is read.</param>
    /// <param name="limits">Bounds on depth and items; <see cref="AvroLimits.Default"/> where null.</param>
    public AvroReader(ReadOnlySpan<byte> datum, AvroLimits? limits = null)
    {
        limits ??= AvroLimits.Default;
        if (datum.Length > limits.MaxBytes) AvroErrors.TooManyBytes(datum.Length, limits.MaxBytes);
        _origin = ref MemoryMarshal.GetReference(datum);
        _length = datum.Length;
        _maxDepth = limits.MaxDepth;
        _checkedDepth = Math.Min(_maxDepth, DepthAnyStackHolds);
        _itemsLeft = limits.MaxItems;
    }

    /// <summary>Bytes read so far: the offset of the next value.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Remaining => _length - _position;

    /// <summary>Throws unless the whole datum was read: bytes that are left belong to nothing, and the schema does not fit.</summary>
    public readonly void EnsureEnd()
    {
        if (_position != _length) AvroErrors.TrailingBytes(_length - _position, _position);
    }

    /// <summary>Reads a boolean: one byte, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBoolean()
    {
        if (_position >= _length) AvroErrors.EndOfDatum(_position);
        var value = Unsafe.Add(ref _origin, _position);
        if (value > 1) AvroErrors.NotABoolean(value, _position);
        _position++;
        return value != 0;
    }

    /// <summary>Reads an int: a zigzag variable-length integer within 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt()
    {
        if (_position < _length)
        {
            int first = Unsafe.Add(ref _origin, _position);
            if (first < 0x80)
            {
                _position++;
                return (first >> 1) ^ -(first & 1);
            }
        }

        return ReadIntSlow();
    }

    /// <summary>Reads a long: a zigzag variable-length integer of at most ten bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadLong()
    {
        if (_position < _length)
        {
            long first = Unsafe.Add(ref _origin, _position);
            if (first < 0x80)
            {
                _position++;
                return (first >> 1) ^ -(first & 1);
            }
        }

        return ReadLongSlow();
    }

    /// <summary>Reads a float: four bytes, little-endian IEEE 754. NaN payloads are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ReadFloat()
    {
        if (_length - _position < sizeof(float)) AvroErrors.EndOfDatum(_position);
        var bits = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref _origin, _position));
        _position += sizeof(float);
        return BitConverter.Int32BitsToSingle(BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
    }

    /// <summary>Reads a double: eight bytes, little-endian IEEE 754. NaN payloads are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ReadDouble()
    {
        if (_length - _position < sizeof(double)) AvroErrors.EndOfDatum(_position);
        var bits = Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref _origin, _position));
        _position += sizeof(double);
        return BitConverter.Int64BitsToDouble(BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
    }

    /// <summary>Reads bytes where they lie in the datum, which it must not outlive.</summary>
    public ReadOnlySpan<byte> ReadBytesSpan()
    {
        var start = _position;
        var length = ReadLong();
        if ((ulong)length > (ulong)(_length - _position)) AvroErrors.BadLength(length, _length - _position, start);
        return Take((int)length);
    }

    /// <summary>Reads bytes into memory of their own.</summary>
    public ReadOnlyMemory<byte> ReadBytes()
    {
        var bytes = ReadBytesSpan();
        if (bytes.IsEmpty) return default;
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    /// <summary>Reads <paramref name="size"/> bytes of a fixed where they lie in the datum, which it must not outlive.</summary>
    public ReadOnlySpan<byte> ReadFixedSpan(int size)
    {
        if ((uint)size > (uint)(_length - _position)) AvroErrors.EndOfDatum(_position);
        return Take(size);
    }

    /// <summary>Reads a string as UTF-8, checked to be valid, where it lies in the datum, which it must not outlive.</summary>
    public ReadOnlySpan<byte> ReadStringSpan()
    {
        var start = _position;
        var text = ReadBytesSpan();
        if (!Utf8.IsValid(text)) AvroErrors.NotUtf8(start);
        return text;
    }

    /// <summary>Reads a string. Empty strings and single ASCII characters (bands, flags) are shared instances.</summary>
    public string ReadString()
    {
        var start = _position;
        return AvroText.ToText(ReadBytesSpan(), start);
    }

    /// <summary>Reads the index of a union's branch, checked against the number of branches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadUnionIndex(int branchCount)
    {
        var start = _position;
        var index = ReadLong();
        if ((ulong)index >= (ulong)branchCount) AvroErrors.BadUnionIndex(index, branchCount, start);
        return (int)index;
    }

    /// <summary>Reads the index of an enum's symbol, checked against the number of symbols.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadEnumIndex(int symbolCount)
    {
        var start = _position;
        var index = ReadLong();
        if ((ulong)index >= (ulong)symbolCount) AvroErrors.BadEnumIndex(index, symbolCount, start);
        return (int)index;
    }

    /// <summary>Enters a record, array, map or union: counts the depth and, for limits, one item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > _checkedDepth) CheckDepth();
        if (--_itemsLeft < 0) AvroErrors.TooManyItems(_position);
    }

    /// <summary>Leaves what <see cref="Enter"/> entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Throws where this thread's stack cannot hold another level; reached only under limits far above the default.</summary>
    internal static void EnsureStack(int offset)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new AvroException("the datum nests too deep for this thread's stack", offset);
        }
    }

    private readonly void CheckDepth()
    {
        if (_depth > _maxDepth) AvroErrors.TooDeep(_maxDepth, _position);
        EnsureStack(_position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int count)
    {
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _origin, _position), count);
        _position += count;
        return bytes;
    }

    private int ReadIntSlow()
    {
        var start = _position;
        var value = ReadLongSlow();
        if ((int)value != value) AvroErrors.IntOutOfRange(value, start);
        return (int)value;
    }

    private long ReadLongSlow()
    {
        var count = Varint.Read(ref Unsafe.Add(ref _origin, _position), _length - _position, out var value);
        if (count <= 0) AvroErrors.BadVarint(count, _position);
        _position += count;
        return value;
    }
}
