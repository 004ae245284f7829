using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FinkTyped;

/// <summary>Copies of bytes of a datum, for what owns its memory.</summary>
internal static class OwnBytes
{
    private const int Width = 32;

    // What is larger than the nearest cache is not there any more when somebody looks at it. Memory that the collector hands out is in no near
    // cache either, and to store into it the usual way reads it first, only to overwrite it.
    private const int LeastPastCaches = 32_768;

    /// <summary>A new array of the bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        if (bytes.Length >= LeastPastCaches && Vector256.IsHardwareAccelerated && Sse.IsSupported) CopyPastCaches(ref MemoryMarshal.GetReference(bytes), copy);
        else bytes.CopyTo(copy);
        return copy;
    }

    // Bounds: there are at least two vectors. One is stored from the first byte on and one up to the last byte; between them, which may overlap with
    // both, are those at aligned addresses that end before the last byte. No load goes past what is stored, and there are as many bytes to load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void CopyPastCaches(ref byte from, byte[] copy)
    {
        fixed (byte* to = copy)
        {
            nint last = copy.Length - Width;
            Vector256.LoadUnsafe(ref from).Store(to);
            for (var at = Width - (nint)((nuint)to % Width); at < last; at += Width)
            {
                Vector256.LoadUnsafe(ref Unsafe.Add(ref from, at)).StoreAlignedNonTemporal(to + at);
            }

            Vector256.LoadUnsafe(ref Unsafe.Add(ref from, last)).Store(to + last);
        }

        // Such stores are ordered with no others: whoever gets the array must find the bytes in it.
        Sse.StoreFence();
    }
}
