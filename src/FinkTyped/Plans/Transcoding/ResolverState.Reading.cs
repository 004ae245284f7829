using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped.Plans;

/// <summary>Reading the writer's datum. Each method reads at a position and moves it past what it read.</summary>
internal ref partial struct ResolverState
{
    public readonly int ReadInt(ref int position)
    {
        var start = position;
        var value = ReadLong(ref position);
        if ((int)value != value) AvroErrors.IntOutOfRange(value, start);
        return (int)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long ReadLong(ref int position)
    {
        if (position < Length)
        {
            long first = Unsafe.Add(ref Origin, position);
            if (first < 0x80)
            {
                position++;
                return (first >> 1) ^ -(first & 1);
            }
        }

        return ReadLongSlow(ref position);
    }

    public readonly float ReadFloat(ref int position)
    {
        var bits = BinaryPrimitives.ReadSingleLittleEndian(ReadFixed(ref position, sizeof(float)));
        return bits;
    }

    public readonly ReadOnlySpan<byte> ReadFixed(ref int position, int size)
    {
        if (Length - position < size) AvroErrors.EndOfDatum(position);
        position += size;
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Origin, position - size), size);
    }

    public readonly ReadOnlySpan<byte> ReadBytes(ref int position)
    {
        var start = position;
        var length = ReadLong(ref position);
        if ((ulong)length > (ulong)(Length - position)) AvroErrors.BadLength(length, Length - position, start);
        return ReadFixed(ref position, (int)length);
    }

    public readonly int ReadUnionIndex(ref int position, int branches)
    {
        var start = position;
        var index = ReadLong(ref position);
        if ((ulong)index >= (ulong)branches) AvroErrors.BadUnionIndex(index, branches, start);
        return (int)index;
    }

    public readonly int ReadEnumIndex(ref int position, int symbols)
    {
        var start = position;
        var index = ReadLong(ref position);
        if ((ulong)index >= (ulong)symbols) AvroErrors.BadEnumIndex(index, symbols, start);
        return (int)index;
    }

    /// <summary>Reads the header of a block as <see cref="AvroReader.ReadBlock"/> does.</summary>
    public int ReadBlock(ref int position, long minItemBytes, out int end)
    {
        var start = position;
        var count = ReadLong(ref position);
        end = -1;
        if (count == 0) return 0;
        if (count < 0)
        {
            if (count == long.MinValue) AvroErrors.BadBlockCount(count, Length - position, start);
            count = -count;
            var size = ReadLong(ref position);
            if ((ulong)size > (ulong)(Length - position)) AvroErrors.BadLength(size, Length - position, start);
            end = position + (int)size;
        }

        if (count > _itemsLeft) AvroErrors.TooManyItems(start);
        if (minItemBytes > 0 && count > (Length - position) / minItemBytes) AvroErrors.BadBlockCount(count, Length - position, start);
        _itemsLeft -= (int)count;
        return (int)count;
    }

    private readonly long ReadLongSlow(ref int position)
    {
        var count = Varint.Read(ref Unsafe.Add(ref Origin, position), Length - position, out var value);
        if (count <= 0) AvroErrors.BadVarint(count, position);
        position += count;
        return value;
    }
}
