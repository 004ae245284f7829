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
        if (BitConverter.IsLittleEndian) return Unsafe.ReadUnaligned<float>(ref at);
        return BitConverter.Int32BitsToSingle(BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<int>(ref at)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Double(ref byte at)
    {
        if (BitConverter.IsLittleEndian) return Unsafe.ReadUnaligned<double>(ref at);
        return BitConverter.Int64BitsToDouble(BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<long>(ref at)));
    }

    /// <param name="at">The integer's first byte.</param>
    /// <param name="left">How many bytes are readable from there, at least those of the integer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Int(ref byte at, int left)
    {
        int first = at;
        return first < 0x80 ? (first >> 1) ^ -(first & 1) : (int)LongSlow(ref at, left);
    }

    /// <param name="at">The integer's first byte.</param>
    /// <param name="left">How many bytes are readable from there, at least those of the integer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Long(ref byte at, int left)
    {
        long first = at;
        return first < 0x80 ? (first >> 1) ^ -(first & 1) : LongSlow(ref at, left);
    }

    /// <summary>The bytes that a length counts, which is held once more against what is readable: it may have changed since it was checked.</summary>
    /// <param name="at">The length's first byte.</param>
    /// <param name="left">How many bytes are readable from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Bytes(ref byte at, int left)
    {
        uint first = at;
        return first < 0x80 && first >> 1 < (uint)left
            ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref at, 1), (int)(first >> 1))
            : BytesSlow(ref at, left);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long LongSlow(ref byte at, int left)
    {
        Varint.Read(ref at, left, out var value);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> BytesSlow(ref byte at, int left)
    {
        var count = Varint.Read(ref at, left, out var length);
        if (count <= 0 || (ulong)length > (ulong)(left - count)) throw new AvroException("the bytes changed while they were looked at");
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref at, count), (int)length);
    }
}
