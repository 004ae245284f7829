using System.Numerics;
using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <summary>
/// Steps over values of a writer's schema without making anything of them: a flat list of steps, with records written out in place.
/// Lengths, union indexes and counts are checked as they must be to stay inside the datum; the values themselves are not.
/// </summary>
internal sealed class SkipProgram
{
    /// <summary>The steps; set once, when the compiler has come to this program.</summary>
    public SkipOp[] Ops { get; set; } = [];

    /// <summary>The fewest bytes the values take.</summary>
    public int MinBytes { get; init; }

    /// <summary>The program is that of a record, which may hold itself: a level of depth.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Steps over the values from <paramref name="position"/> on and returns where they end.</summary>
    public int Run(ref ResolverState state, int position)
    {
        ref var origin = ref state.Origin;
        var length = state.Length;
        foreach (ref readonly var op in Ops.AsSpan())
        {
            switch (op.Kind)
            {
                case SkipKind.Fixed:
                    if (length - position < op.Size) AvroErrors.EndOfDatum(position);
                    position += op.Size;
                    break;

                case SkipKind.Int:
                    position = SkipInt(ref state, ref origin, length, position);
                    break;

                case SkipKind.Long:
                    position = SkipLong(ref state, ref origin, length, position);
                    break;

                case SkipKind.Bytes:
                    position = SkipBytes(ref state, ref origin, length, position);
                    break;

                case SkipKind.Enum:
                    state.ReadEnumIndex(ref position, op.Size);
                    break;

                case SkipKind.NullableFixed:
                    if (!HasValue(ref state, ref origin, length, ref position, op.ValueByte)) break;
                    if (length - position < op.Size) AvroErrors.EndOfDatum(position);
                    position += op.Size;
                    break;

                case SkipKind.NullableInt:
                    if (!HasValue(ref state, ref origin, length, ref position, op.ValueByte)) break;
                    position = SkipInt(ref state, ref origin, length, position);
                    break;

                case SkipKind.NullableLong:
                    if (!HasValue(ref state, ref origin, length, ref position, op.ValueByte)) break;
                    position = SkipLong(ref state, ref origin, length, position);
                    break;

                case SkipKind.NullableBytes:
                    if (!HasValue(ref state, ref origin, length, ref position, op.ValueByte)) break;
                    position = SkipBytes(ref state, ref origin, length, position);
                    break;

                case SkipKind.Union:
                    var branch = state.ReadUnionIndex(ref position, op.Programs!.Length);
                    position = op.Programs[branch].RunNested(ref state, position);
                    break;

                case SkipKind.Array:
                    position = SkipItems(ref state, position, op.Programs![0], isMap: false);
                    break;

                case SkipKind.Map:
                    position = SkipItems(ref state, position, op.Programs![0], isMap: true);
                    break;

                default:
                    position = op.Programs![0].RunNested(ref state, position);
                    break;
            }
        }

        return position;
    }

    private int RunNested(ref ResolverState state, int position)
    {
        if (!IsRecord) return Run(ref state, position);
        state.Enter(position);
        position = Run(ref state, position);
        state.Leave();
        return position;
    }

    /// <summary>Steps over the index of a union of null and something, and says whether it is the something.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasValue(ref ResolverState state, ref byte origin, int length, ref int position, byte valueByte)
    {
        if (position < length)
        {
            var index = Unsafe.Add(ref origin, position);
            if (index == valueByte)
            {
                position++;
                return true;
            }

            if (index == (valueByte ^ 2))
            {
                position++;
                return false;
            }
        }

        return state.ReadUnionIndex(ref position, 2) == valueByte >> 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipInt(ref ResolverState state, ref byte origin, int length, int position)
    {
        // Four bytes hold 28 bits: only longer ones can be too large.
        var end = SkipLong(ref state, ref origin, length, position);
        if (end - position > 4) state.ReadInt(ref position);
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipLong(ref ResolverState state, ref byte origin, int length, int position)
    {
        if (length - position >= sizeof(ulong))
        {
            // The first byte without a continuation bit is the last of the integer.
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, position));
            if (!BitConverter.IsLittleEndian) word = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
            var last = ~word & 0x8080_8080_8080_8080;
            if (last != 0) return position + (BitOperations.TrailingZeroCount(last) >> 3) + 1;
        }

        state.ReadLong(ref position);
        return position;
    }

    private static int SkipBytes(ref ResolverState state, ref byte origin, int length, int position)
    {
        if (position < length)
        {
            int first = Unsafe.Add(ref origin, position);
            // One byte, and even: a length of 0 to 63.
            if ((first & 0x81) == 0 && length - position - 1 >= first >> 1) return position + 1 + (first >> 1);
        }

        state.ReadBytes(ref position);
        return position;
    }

    private static int SkipItems(ref ResolverState state, int position, SkipProgram items, bool isMap)
    {
        state.Enter(position);
        var minBytes = isMap ? 1L + items.MinBytes : items.MinBytes;
        for (int count; (count = state.ReadBlock(ref position, minBytes, out var end)) > 0;)
        {
            if (end >= 0)
            {
                // The block says where it ends. What is in it is checked by whoever reads it.
                position = end;
                continue;
            }

            if (!isMap && items.Ops.Length == 0) continue;
            for (; count > 0; count--)
            {
                if (isMap) state.ReadBytes(ref position);
                position = items.RunNested(ref state, position);
            }
        }

        state.Leave();
        return position;
    }
}
