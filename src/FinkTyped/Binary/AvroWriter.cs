using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Writes values in Avro's binary encoding to a buffer writer. A mutable struct: pass it by reference, and call <see cref="Flush"/> at the
/// end, before the output is read.
/// </summary>
public ref partial struct AvroWriter
{
    private const int MaxVarintBytes = 10;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _buffer;
    private int _filled;

    /// <summary>Starts writing to <paramref name="output"/>.</summary>
    public AvroWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary>Hands what was written to the output.</summary>
    public void Flush()
    {
        if (_filled > 0) _output.Advance(_filled);
        _buffer = default;
        _filled = 0;
    }

    /// <summary>Writes a boolean as one byte.</summary>
    public void WriteBoolean(bool value)
    {
        Reserve(1);
        _buffer[_filled++] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Writes an int, zigzag and variable-length.</summary>
    public void WriteInt(int value) => WriteVarint((uint)((value << 1) ^ (value >> 31)));

    /// <summary>Writes a long, zigzag and variable-length.</summary>
    public void WriteLong(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes a float in four bytes, little-endian; NaN payloads are kept.</summary>
    public void WriteFloat(float value)
    {
        Reserve(sizeof(float));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_filled..], BitConverter.SingleToInt32Bits(value));
        _filled += sizeof(float);
    }

    /// <summary>Writes a double in eight bytes, little-endian; NaN payloads are kept.</summary>
    public void WriteDouble(double value)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer[_filled..], BitConverter.DoubleToInt64Bits(value));
        _filled += sizeof(double);
    }

    /// <summary>Writes bytes with their length.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteLong(value.Length);
        WriteFixed(value);
    }

    /// <summary>Writes the bytes of a fixed, without length.</summary>
    public void WriteFixed(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > _buffer.Length - _filled) Grow(value.Length);
        value.CopyTo(_buffer[_filled..]);
        _filled += value.Length;
    }

    /// <summary>Writes a string as UTF-8 with its length.</summary>
    /// <exception cref="AvroException">The text holds an unpaired surrogate, which UTF-8 cannot express.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var length = Encoding.UTF8.GetByteCount(value);
        WriteLong(length);
        Reserve(length);
        if (System.Text.Unicode.Utf8.FromUtf16(value, _buffer[_filled..], out _, out var written, replaceInvalidSequences: false)
            != OperationStatus.Done)
        {
            throw new AvroException("a string with an unpaired surrogate cannot be written as UTF-8");
        }

        _filled += written;
    }

    /// <summary>Writes the index of a union's branch.</summary>
    public void WriteUnionIndex(int index) => WriteInt(index);

    /// <summary>Writes the index of an enum's symbol.</summary>
    public void WriteEnumIndex(int index) => WriteInt(index);

    /// <summary>Writes the index of an enum's symbol, checked against the number of symbols.</summary>
    /// <exception cref="AvroException">There is no such symbol.</exception>
    public void WriteEnumIndex(int index, int symbolCount)
    {
        if ((uint)index >= (uint)symbolCount) throw new AvroException($"symbol {index} of an enum of {symbolCount} cannot be written");
        WriteInt(index);
    }

    /// <summary>Writes an array as one block.</summary>
    public void WriteArray<T, TItem>(AvroArray<T> array) where TItem : struct, IAvroItem<T>
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Count > 0)
        {
            WriteLong(array.Count);
            foreach (var item in array) TItem.Write(ref this, item);
        }

        WriteLong(0);
    }

    /// <summary>Writes a map as one block, its entries in their own order.</summary>
    public void WriteMap<T, TItem>(AvroMap<T> map) where TItem : struct, IAvroItem<T>
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count > 0)
        {
            WriteLong(map.Count);
            foreach (var (key, value) in map)
            {
                WriteString(key);
                TItem.Write(ref this, value);
            }
        }

        WriteLong(0);
    }

    private void WriteVarint(ulong value)
    {
        Reserve(MaxVarintBytes);
        while (value >= 0x80)
        {
            _buffer[_filled++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_filled++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_buffer.Length - _filled < count) Grow(count);
    }

    private void Grow(int count)
    {
        Flush();
        _buffer = _output.GetSpan(Math.Max(count, 512));
    }
}
