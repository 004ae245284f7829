using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped;

/// <summary>Floats, most of an alert's numbers. How many digits one has and where its point is, is as good as random: none of it is a branch.</summary>
internal static partial class NumberText
{
    // Where the point may be of a float that is written plainly, in sixteen characters: nine digits with zeros and the point before them, or among them.
    private const int MinPlainPoint = -5;
    private const int MaxPlainPoint = 15;
    private const int FloatDigits = 9;
    private const int MaxMissingDigits = 2;
    private const int LayoutBytes = 32;
    private const int LengthsOfLayout = 16;
    private const ulong PointAsDigit = unchecked((byte)('.' - '0'));

    // By where the point is and by how many of nine digits are missing: of sixteen digits, with a point for the first, the one that each character of
    // the text is; then the text's length by how many digits at the end are zero.
    private static readonly byte[] PlainLayouts = MakePlainLayouts();

    /// <summary>Writes the shortest text that reads back to the same float; a string for NaN and infinities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Write(ref byte to, float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var magnitude = bits & (uint.MaxValue >> 1);
        if (!BitConverter.IsLittleEndian || !ShortestDecimal.IsRegular(magnitude)) return WriteAny(ref to, value);
        var digits = ShortestDecimal.OfRegular(magnitude, out var tens);
        var missing = (digits < EightDigits ? 1 : 0) + (digits < EightDigits / 10 ? 1 : 0);
        var point = FloatDigits - missing + tens;
        if ((uint)(point - MinPlainPoint) > MaxPlainPoint - MinPlainPoint) return WriteAny(ref to, value);

        // Bounds: the point was looked at, of seven to nine digits up to two are missing, and of nine digits that are not all zero eight may be.
        ref var layout = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(PlainLayouts),
            LayoutBytes * (((MaxMissingDigits + 1) * (point - MinPlainPoint)) + missing));
        var first = digits / EightDigits;
        var all = ToDigits(first, digits - (first * EightDigits));
        var zeros = Vector128.Equals(all, Vector128<byte>.Zero).ExtractMostSignificantBits();
        var zerosAtEnd = BitOperations.LeadingZeroCount(~(zeros << 16));
        var text = Vector128.ShuffleNative(all | Vector128.CreateScalar(PointAsDigit).AsByte(), Vector128.LoadUnsafe(ref layout)) + Vector128.Create((byte)'0');
        to = (byte)'-';
        var sign = (int)(bits >> 31);
        text.StoreUnsafe(ref to, (nuint)sign);
        return sign + Unsafe.Add(ref layout, LengthsOfLayout + zerosAtEnd);
    }

    /// <summary>As above, of any float: those without digits, powers of two, those written with an exponent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteAny(ref byte to, float value)
    {
        if (!float.IsFinite(value)) return WriteNotFinite(ref to, value);
        to = (byte)'-';
        var sign = (int)(BitConverter.SingleToUInt32Bits(value) >> 31);
        to = ref Unsafe.Add(ref to, sign);
        if (value == 0)
        {
            to = (byte)'0';
            return sign + 1;
        }

        var digits = ShortestDecimal.Of(value, out var exponent);
        ulong first = digits / EightDigits;
        var high = ToDigits(digits - ((uint)first * EightDigits));
        var unused = ShiftFirst(ref first, high);
        high = high >> (unused >> 1) >> (unused >> 1);
        var significant = 9 - (BitOperations.LeadingZeroCount(high) >> 3);
        var point = 9 - (unused >> 3) + exponent;
        if ((uint)(point - 1) >= 8 || significant <= point) return sign + Layout(ref to, (byte)first, high, 0, significant, point);

        high |= Zeros;
        to = (byte)('0' + first);
        Store(ref Unsafe.Add(ref to, 1), InsertPoint(high, point));
        Unsafe.Add(ref to, 9) = (byte)(high >> 56);
        return sign + significant + 1;
    }

    private static byte[] MakePlainLayouts()
    {
        const int FirstDigit = 7;
        const byte Zero = 1;
        var layouts = new byte[(MaxPlainPoint - MinPlainPoint + 1) * (MaxMissingDigits + 1) * LayoutBytes];
        for (var i = 0; i < layouts.Length; i++)
        {
            var missing = i / LayoutBytes % (MaxMissingDigits + 1);
            var point = (i / LayoutBytes / (MaxMissingDigits + 1)) + MinPlainPoint;
            var zeros = Math.Max(1 - point, 0);
            var at = i % LayoutBytes;
            if (at >= LengthsOfLayout)
            {
                var significant = FloatDigits - missing - (at - LengthsOfLayout);
                layouts[i] = (byte)(zeros + (significant > point ? significant + 1 : point));
                continue;
            }

            // The point stays 0, the first of the sixteen.
            if (at == zeros + point) continue;
            var digit = at - zeros - (at > zeros + point ? 1 : 0);
            layouts[i] = digit < 0 || digit + missing >= FloatDigits ? Zero : (byte)(FirstDigit + missing + digit);
        }

        return layouts;
    }
}
