using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped;

/// <summary>Doubles: seventeen digits, the first and a vector of the others.</summary>
internal static partial class NumberText
{
    private const ulong SixteenDigits = (ulong)EightDigits * EightDigits;
    private const int MaxPointOfDouble = 16;

    // From any index on, the sixteen digits that follow; what is beyond the last does not count.
    private static ReadOnlySpan<byte> FollowingDigits =>
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15];

    /// <summary>Writes the shortest text that reads back to the same double; a string for NaN and infinities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Write(ref byte to, double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var magnitude = bits & (ulong.MaxValue >> 1);
        if (!ShortestDecimal.IsRegular(magnitude)) return WriteAny(ref to, value);
        if (!ShortestDecimal.TryRegular(magnitude, out var digits, out var tens)) return WriteAny(ref to, value);
        var isMissingOne = digits < SixteenDigits;
        digits = isMissingOne ? 10 * digits : digits;
        var point = 17 + tens - (isMissingOne ? 1 : 0);
        if ((uint)(point - MinPlainPoint) > MaxPointOfDouble - MinPlainPoint) return WriteAny(ref to, value);

        var upper = digits / EightDigits;
        var first = (uint)upper / EightDigits;
        var others = ToDigits((uint)upper - (first * EightDigits), digits - (upper * EightDigits));
        var zeros = Vector128.Equals(others, Vector128<byte>.Zero).ExtractMostSignificantBits();
        var significant = 17 - BitOperations.LeadingZeroCount(~(zeros << 16));
        others += Vector128.Create((byte)'0');
        // Bounds: at most a sign, the first digit, sixteen before and sixteen after a point, within MaxLength.
        to = (byte)'-';
        var sign = (int)(bits >> 63);
        to = ref Unsafe.Add(ref to, sign);
        if (point <= 0)
        {
            Store(ref to, 0x3030303030302E30);
            to = ref Unsafe.Add(ref to, 2 - point);
            to = (byte)('0' + first);
            others.StoreUnsafe(ref to, 1);
            return sign + 2 - point + significant;
        }

        to = (byte)('0' + first);
        others.StoreUnsafe(ref to, 1);
        var following = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(FollowingDigits), (nuint)(point - 1));
        Vector128.ShuffleNative(others, following).StoreUnsafe(ref to, (nuint)point + 1);
        Unsafe.Add(ref to, point) = (byte)'.';
        return sign + (significant > point ? significant + 1 : point);
    }

    /// <summary>As above, of any double: those without digits, powers of two, those written with an exponent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteAny(ref byte to, double value)
    {
        if (TryWithoutDigits(ref to, value, out var written)) return written;
        var digits = ShortestDecimal.Of(value, out var exponent);
        var upper = digits / EightDigits;
        var low = ToDigits((uint)(digits - (upper * EightDigits)));
        ulong first = (uint)upper / EightDigits;
        var high = ToDigits((uint)upper - ((uint)first * EightDigits));
        if (high == 0 && first == 0)
        {
            high = low;
            low = 0;
            exponent -= 8;
        }

        return written + WriteDigits(ref Unsafe.Add(ref to, written), first, high, low, exponent);
    }
}
