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

    // A layout, by where the point is and by how many of nine digits are missing, is four vectors: what the second digit has too much; which of the eight
    // digits from the second on each character of the text is, if any; what to add to it; the text's length by how many digits at the end are zero.
    private const int LayoutBytes = 64;
    private const int Origins = 16;
    private const int Characters = 32;
    private const int Lengths = 48;

    private static readonly byte[] PlainLayouts = MakePlainLayouts();

    /// <summary>Writes the shortest text that reads back to the same float; a string for NaN and infinities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Write(ref byte to, float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var magnitude = bits & (uint.MaxValue >> 1);
        if (!ShortestDecimal.IsRegular(magnitude)) return WriteAny(ref to, value);
        var digits = ShortestDecimal.OfRegular(magnitude, out var tens);
        var missing = (digits < EightDigits ? 1 : 0) + (digits < EightDigits / 10 ? 1 : 0);
        var point = FloatDigits - missing + tens;
        if ((uint)(point - MinPlainPoint) > MaxPlainPoint - MinPlainPoint) return WriteAny(ref to, value);

        // Bounds: the point was looked at, of seven to nine digits up to two are missing, and of the last eight at most eight are zero.
        ref var layout = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(PlainLayouts),
            LayoutBytes * (((MaxMissingDigits + 1) * (point - MinPlainPoint)) + missing));
        // There are less than 1.68 × 10^8 digits: where there is a ninth, it is 1, and the second digit comes out ten too high.
        var last = ToDigits(Vector128.CreateScalar(ToFours(digits)).AsUInt32()) - Vector128.LoadUnsafe(ref layout);
        var zeros = Vector128.Equals(last, Vector128<byte>.Zero).ExtractMostSignificantBits();
        var zerosAtEnd = BitOperations.LeadingZeroCount(zeros ^ ushort.MaxValue) - 24;
        var text = Vector128.ShuffleNative(last, Vector128.LoadUnsafe(ref layout, Origins)) + Vector128.LoadUnsafe(ref layout, Characters);
        to = (byte)'-';
        var sign = (int)(bits >> 31);
        text.StoreUnsafe(ref to, (nuint)sign);
        return sign + Unsafe.Add(ref layout, Lengths + zerosAtEnd);
    }

    /// <summary>As above, of any float: those without digits, powers of two, those written with an exponent.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteAny(ref byte to, float value)
    {
        if (TryWithoutDigits(ref to, value, out var written)) return written;
        var digits = ShortestDecimal.Of(value, out var exponent);
        var first = digits / EightDigits;
        return written + WriteDigits(ref Unsafe.Add(ref to, written), first, ToDigits(digits - (first * EightDigits)), 0, exponent - 8);
    }

    private static byte[] MakePlainLayouts()
    {
        const byte Nothing = 15;
        var layouts = new byte[(MaxPlainPoint - MinPlainPoint + 1) * (MaxMissingDigits + 1) * LayoutBytes];
        for (var i = 0; i < layouts.Length; i += LayoutBytes)
        {
            var missing = i / LayoutBytes % (MaxMissingDigits + 1);
            var point = (i / LayoutBytes / (MaxMissingDigits + 1)) + MinPlainPoint;
            var zeros = Math.Max(1 - point, 0);
            if (missing == 0) layouts[i] = 10;
            for (var at = 0; at < Vector128<byte>.Count; at++)
            {
                var digit = at - zeros - (at > zeros + point ? 1 : 0) + missing;
                var isDigit = at != zeros + point && digit >= missing && digit < FloatDigits;
                layouts[i + Origins + at] = isDigit && digit > 0 ? (byte)(digit - 1) : Nothing;
                layouts[i + Characters + at] = (byte)(at == zeros + point ? '.' : isDigit && digit == 0 ? '1' : '0');
                var significant = FloatDigits - missing - at;
                layouts[i + Lengths + at] = (byte)(zeros + (significant > point ? significant + 1 : point));
            }
        }

        return layouts;
    }
}
