using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped;

/// <summary>Values of a datum at places that were checked before: the callers state why they are within bounds.</summary>
internal static class AvroBits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Float(ref byte at)
    {
        var bits = Unsafe.ReadUnaligned<int>(ref at);
        return BitConverter.Int32BitsToSingle(BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Double(ref byte at)
    {
        var bits = Unsafe.ReadUnaligned<long>(ref at);
        return BitConverter.Int64BitsToDouble(BitConverter.IsLittleEndian ? bits : BinaryPrimitives.ReverseEndianness(bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int(ref byte at)
    {
        int first = at;
        return first < 0x80 ? (first >> 1) ^ -(first & 1) : (int)LongSlow(ref at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Long(ref byte at)
    {
        long first = at;
        return first < 0x80 ? (first >> 1) ^ -(first & 1) : LongSlow(ref at);
    }

    /// <summary>The window that a length and its bytes make.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Bytes(ref byte at)
    {
        uint first = at;
        return first < 0x80
            ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref at, 1), (int)(first >> 1))
            : BytesSlow(ref at);
    }

    // The last byte of a checked integer has no continuation bit, so the loop ends within it.
    private static long LongSlow(ref byte at) => LongSlow(ref at, out _);

    private static long LongSlow(ref byte at, out int count)
    {
        ulong value = at & 0x7Fu;
        count = 1;
        for (var shift = 7; ; shift += 7)
        {
            ulong next = Unsafe.Add(ref at, count++);
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    private static ReadOnlySpan<byte> BytesSlow(ref byte at)
    {
        var length = (int)LongSlow(ref at, out var count);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref at, count), length);
    }
}
