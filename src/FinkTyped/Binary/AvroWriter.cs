using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace FinkTyped;

/// <summary>
/// Writes values in Avro's binary encoding to a buffer writer. A mutable struct: pass it by reference, and call <see cref="Flush"/> at the
/// end, before the output is read.
/// </summary>
/// <remarks>
/// Bounds argument: <c>0 ≤ _filled ≤ _length</c>, the length of the span the output gave. A store is preceded by a <see cref="Reserve"/> of at
/// least as many bytes, after which so many are left; <c>_filled</c> grows by no more.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct AvroWriter
{

    private readonly IBufferWriter<byte> _output;
    private ref byte _buffer;
    private int _length;
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
        _buffer = ref Unsafe.NullRef<byte>();
        _length = 0;
        _filled = 0;
    }

    /// <summary>Writes a boolean as one byte.</summary>
    public void WriteBoolean(bool value)
    {
        Reserve(1);
        Put(value ? (byte)1 : (byte)0);
    }

    /// <summary>Writes an int, zigzag and variable-length.</summary>
    public void WriteInt(int value)
    {
        Reserve(Varint.MaxBytes);
        PutInt(value);
    }

    /// <summary>Writes a long, zigzag and variable-length.</summary>
    public void WriteLong(long value)
    {
        Reserve(Varint.MaxBytes);
        PutLong(value);
    }

    /// <summary>Writes a float in four bytes, little-endian; NaN payloads are kept.</summary>
    public void WriteFloat(float value)
    {
        Reserve(sizeof(float));
        PutFloat(value);
    }

    /// <summary>Writes a double in eight bytes, little-endian; NaN payloads are kept.</summary>
    public void WriteDouble(double value)
    {
        Reserve(sizeof(double));
        PutDouble(value);
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
        Reserve(value.Length);
        value.CopyTo(Free);
        _filled += value.Length;
    }

    /// <summary>Writes a string as UTF-8 with its length.</summary>
    /// <exception cref="AvroException">The text holds an unpaired surrogate, which UTF-8 cannot express.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // Most texts of an alert are short and ASCII: then the length is known before the bytes are made.
        if (value.Length < 64)
        {
            Reserve(1 + value.Length);
            var text = Free.Slice(1, value.Length);
            if (Ascii.FromUtf16(value, text, out _) == OperationStatus.Done)
            {
                Put((byte)(value.Length << 1));
                _filled += value.Length;
                return;
            }
        }

        WriteLongString(value);
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

    private readonly Span<byte> Free => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _buffer, _filled), _length - _filled);

    private void WriteLongString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteLong(length);
        Reserve(length);
        if (Utf8.FromUtf16(value, Free, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new AvroException("a string with an unpaired surrogate cannot be written as UTF-8");
        }

        _filled += written;
    }

    // Each of these is preceded by a Reserve of its bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte value) => Unsafe.Add(ref _buffer, _filled++) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutInt(int value) => PutVarint((uint)((value << 1) ^ (value >> 31)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutLong(long value) => PutVarint((ulong)((value << 1) ^ (value >> 63)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutFloat(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _buffer, _filled), BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
        _filled += sizeof(float);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutDouble(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref _buffer, _filled), BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
        _filled += sizeof(double);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutVarint(ulong value)
    {
        if (value < 0x80) Put((byte)value);
        else PutLongVarint(value);
    }

    private void PutLongVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Put((byte)(value | 0x80));
        Put((byte)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_length - _filled < count) Grow(count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        Flush();
        var span = _output.GetSpan(Math.Max(count, 512));
        // The output's promise is checked, for the stores rely on it.
        if (span.Length < count) throw new InvalidOperationException("the output gave a shorter span than it was asked for");
        _buffer = ref MemoryMarshal.GetReference(span);
        _length = span.Length;
    }
}
