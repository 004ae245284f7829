using System.Buffers;
using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>
/// The datum being resolved and the bytes made of it so far. Pieces of the datum that are taken over unchanged and follow each other are
/// copied as one: <see cref="Take"/> only notes them, and whatever writes something else copies them first.
/// </summary>
internal ref struct ResolverState
{
    /// <summary>Reads the datum; stands where the next value of the writer's begins.</summary>
    public AvroReader Reader;

    private readonly int _maxOutput;
    private byte[] _output;
    private int _written;
    private int _takenStart;
    private int _takenEnd;

    private int[] _marks;
    private int _marksUsed;

    public ResolverState(ReadOnlySpan<byte> datum, AvroLimits limits, int capacity)
    {
        Reader = new AvroReader(datum, limits);
        _maxOutput = limits.MaxBytes;
        _output = ArrayPool<byte>.Shared.Rent(Math.Clamp(capacity, 256, Math.Max(256, _maxOutput)));
        _marks = [];
    }

    /// <summary>Hands the resolved datum over, in an array of the shared pool's.</summary>
    public byte[] Finish(out int length)
    {
        CopyTaken();
        length = _written;
        var output = _output;
        _output = [];
        return output;
    }

    /// <summary>What was written so far, until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Written()
    {
        CopyTaken();
        return _output.AsSpan(0, _written);
    }

    /// <summary>Gives back what is held.</summary>
    public void Dispose()
    {
        if (_output.Length > 0) ArrayPool<byte>.Shared.Return(_output);
        if (_marks.Length > 0) ArrayPool<int>.Shared.Return(_marks);
        _output = [];
        _marks = [];
    }

    /// <summary>
    /// Steps over values that will be read again. Their items are not counted twice, unless there are more than bytes, as only items of no
    /// bytes can be: those must be paid for each time.
    /// </summary>
    public void Preview(StepProgram program)
    {
        var (start, before) = (Reader.Position, Reader.ItemsLeft);
        StepWalker.Pass(ref Reader, program, default);
        var items = before - Reader.ItemsLeft;
        if (items <= Reader.Position - start) Reader.Refund(items);
    }

    /// <summary>Takes a piece of the datum over as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int start, int end)
    {
        if (start != _takenEnd)
        {
            CopyTaken();
            _takenStart = start;
        }

        _takenEnd = end;
    }

    /// <summary>Writes bytes that are not the datum's.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        CopyTaken();
        Reserve(bytes.Length);
        bytes.CopyTo(_output.AsSpan(_written));
        _written += bytes.Length;
    }

    /// <summary>Writes one byte that is not the datum's.</summary>
    public void WriteByte(byte value)
    {
        CopyTaken();
        Reserve(1);
        _output[_written++] = value;
    }

    public void WriteFloat(float value)
    {
        CopyTaken();
        Reserve(sizeof(float));
        System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(_output.AsSpan(_written), value);
        _written += sizeof(float);
    }

    public void WriteDouble(double value)
    {
        CopyTaken();
        Reserve(sizeof(double));
        System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(_output.AsSpan(_written), value);
        _written += sizeof(double);
    }

    public void WriteLong(long value)
    {
        CopyTaken();
        Reserve(Varint.MaxBytes);
        _written += Varint.Write(_output.AsSpan(_written), value);
    }

    /// <summary>Writes the count of an array's or map's first block and returns where it stands, for <see cref="RaiseCount"/>.</summary>
    public int WriteCount(int count)
    {
        CopyTaken();
        var at = _written;
        WriteLong(count);
        return at;
    }

    /// <summary>Raises a count written before, when another block turned up, so that one block holds all.</summary>
    public void RaiseCount(int at, long count)
    {
        CopyTaken();
        Span<byte> encoded = stackalloc byte[Varint.MaxBytes];
        encoded = encoded[..Varint.Write(encoded, count)];
        var old = at;
        while (_output[old++] >= 0x80)
        {
        }

        var grow = encoded.Length - (old - at);
        Reserve(grow);
        if (grow > 0) _output.AsSpan(old, _written - old).CopyTo(_output.AsSpan(old + grow));
        encoded.CopyTo(_output.AsSpan(at));
        _written += grow;
    }

    /// <summary>Room for <paramref name="count"/> marks of a record that is read out of order; give it back with <see cref="PopMarks"/>.</summary>
    public int PushMarks(int count)
    {
        if (_marks.Length - _marksUsed < count)
        {
            var larger = ArrayPool<int>.Shared.Rent(Math.Max(64, 2 * (_marksUsed + count)));
            _marks.AsSpan(0, _marksUsed).CopyTo(larger);
            if (_marks.Length > 0) ArrayPool<int>.Shared.Return(_marks);
            _marks = larger;
        }

        _marksUsed += count;
        return _marksUsed - count;
    }

    public void PopMarks(int count) => _marksUsed -= count;

    public readonly ref int Mark(int index) => ref _marks[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyTaken()
    {
        if (_takenStart != _takenEnd) CopyTakenSlow();
    }

    private void CopyTakenSlow()
    {
        var count = _takenEnd - _takenStart;
        Reserve(count);
        Reader.From(_takenStart)[..count].CopyTo(_output.AsSpan(_written));
        _written += count;
        _takenStart = _takenEnd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_output.Length - _written < count) Grow(count);
    }

    private void Grow(int count)
    {
        var needed = (long)_written + count;
        if (needed > _maxOutput) ResolutionErrors.OutputTooLarge(_maxOutput, Reader.Position);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(2L * _output.Length, needed), Math.Max(needed, _maxOutput)));
        _output.AsSpan(0, _written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_output);
        _output = larger;
    }
}
