using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>Avro's variable-length zigzag integers.</summary>
internal static class Varint
{
    /// <summary>The most bytes that an integer of 64 bits takes.</summary>
    public const int MaxBytes = 10;

    private const ulong ContinuationBits = 0x8080_8080_8080_8080;

    /// <summary>Reads an integer.</summary>
    /// <param name="from">Its first byte.</param>
    /// <param name="left">How many bytes are readable from there.</param>
    /// <param name="value">The integer.</param>
    /// <returns>How many bytes it took; 0 where it does not end within those left, -1 where it exceeds 64 bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref byte from, int left, out long value)
    {
        // Bounds: a word is loaded only where so many bytes are left, and any other byte after a comparison with what is left.
        if (left < sizeof(ulong)) return ReadBytes(ref from, left, 0, 0, out value);
        var word = Word(ref from);
        var ends = ~word & ContinuationBits;
        // All up to the first byte without a continuation bit; all eight where there is none.
        var bits = Compress(word & (ends ^ (ends - 1)));
        if (ends == 0)
        {
            // The numbers of LSST take nine.
            if (left < MaxBytes || Unsafe.Add(ref from, sizeof(ulong)) >= 0x80) return ReadBytes(ref from, left, sizeof(ulong), bits, out value);
            value = FromZigzag(bits | ((ulong)Unsafe.Add(ref from, sizeof(ulong)) << 56));
            return sizeof(ulong) + 1;
        }

        value = FromZigzag(bits);
        return (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
    }

    private static int ReadBytes(ref byte from, int left, int count, ulong bits, out long value)
    {
        value = 0;
        while (count < left)
        {
            ulong next = Unsafe.Add(ref from, count);
            bits |= (next & 0x7F) << (7 * count++);
            // The tenth byte carries the last bit of 64.
            if (count == MaxBytes && next > 1) return -1;
            if (next >= 0x80) continue;
            value = FromZigzag(bits);
            return count;
        }

        return 0;
    }

    /// <summary>Writes an integer to a span with room for <see cref="MaxBytes"/> and returns how many bytes it took.</summary>
    public static int Write(Span<byte> output, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var count = 0;
        while (rest >= 0x80)
        {
            output[count++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        output[count++] = (byte)rest;
        return count;
    }

    /// <summary>How many bytes the integer at <paramref name="from"/> takes; 0 for more than eight. Eight must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthUpToEight(ref byte from)
    {
        if (from < 0x80) return 1;
        var ends = ~Word(ref from) & ContinuationBits;
        return ends == 0 ? 0 : (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long FromZigzag(ulong bits) => (long)(bits >> 1) ^ -(long)(bits & 1);

    // Seven bits of each byte, side by side: pairs of them, then pairs of pairs, then both halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Compress(ulong word)
    {
        word = (word & 0x007F_007F_007F_007F) | ((word & 0x7F00_7F00_7F00_7F00) >> 1);
        word = (word & 0x0000_3FFF_0000_3FFF) | ((word & 0x3FFF_0000_3FFF_0000) >> 2);
        return (word & 0x0FFF_FFFF) | ((word & 0x0FFF_FFFF_0000_0000) >> 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte from)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref from);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
