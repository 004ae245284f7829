using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FinkTyped;

/// <summary>
/// The shortest decimal that reads back to the same float or double, several times faster than the framework finds it. This is the
/// algorithm of Raffaello Giulietti, "The Schubfach way to render doubles" (2020): scale the interval of numbers that round to the value
/// by a power of ten, tabulated to 128 (float: 64) bits, so that it holds one multiple of ten or a few integers, and pick the right one.
/// </summary>
internal static class ShortestDecimal
{
    private const int MinPower = -292;
    private const int MaxPower = 324;
    private const int MinFloatPower = -31;
    private const int MaxFloatPower = 45;
    private const int SignificandBits = 52;
    private const int FloatSignificandBits = 23;

    // Powers of ten, rounded up to 128 bits (two words each, the higher first) or 64 bits with the highest bit set.
    private static readonly ulong[] Powers = MakePowers();
    private static readonly ulong[] FloatPowers = MakeFloatPowers();

    // By a float's exponent: what its significand's unit is in units of its last digit, from one to ten.
    private static readonly FloatScale[] FloatScales = MakeFloatScales();

    /// <summary>
    /// The digits (at most 17, perhaps with zeros at the end) and the power of ten of a finite number above zero:
    /// value = digits × 10^exponent.
    /// </summary>
    public static ulong Of(double value, out int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var fraction = bits & ((1UL << SignificandBits) - 1);
        var biased = (int)(bits >> SignificandBits) & 0x7FF;
        var significand = biased == 0 ? fraction : fraction | (1UL << SignificandBits);
        var power = biased == 0 ? -1074 : biased - 1075;
        if (power is <= 0 and > -64 && (significand & ((1UL << -power) - 1)) == 0)
        {
            // An integer that is held exactly is its own text.
            exponent = 0;
            return significand >> -power;
        }

        // The number below a power of two is half as far as the one above.
        var closerBelow = fraction == 0 && biased > 1;
        var tens = closerBelow ? FloorLog10ThreeQuartersPow2(power) : FloorLog10Pow2(power);
        var shift = power + FloorLog2Pow10(-tens) + 1;
        ref var scale = ref Powers[2 * (-tens - MinPower)];
        var low = Unsafe.Add(ref scale, 1);
        var lower = RoundToOdd(scale, low, ((4 * significand) - (closerBelow ? 1UL : 2UL)) << shift);
        var middle = RoundToOdd(scale, low, (4 * significand) << shift);
        var upper = RoundToOdd(scale, low, ((4 * significand) + 2) << shift);
        return Pick(lower, middle, upper, significand & 1, tens, out exponent);
    }

    /// <summary>
    /// The digits (at most 9, perhaps with zeros at the end) and the power of ten of a finite number above zero:
    /// value = digits × 10^exponent.
    /// </summary>
    public static uint Of(float value, out int exponent)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var fraction = bits & ((1U << FloatSignificandBits) - 1);
        var biased = (int)(bits >> FloatSignificandBits) & 0xFF;
        var significand = biased == 0 ? fraction : fraction | (1U << FloatSignificandBits);
        var power = biased == 0 ? -149 : biased - 150;
        if (power is <= 0 and > -32 && (significand & ((1U << -power) - 1)) == 0)
        {
            exponent = 0;
            return significand >> -power;
        }

        var closerBelow = fraction == 0 && biased > 1;
        var tens = closerBelow ? FloorLog10ThreeQuartersPow2(power) : FloorLog10Pow2(power);
        var shift = power + FloorLog2Pow10(-tens) + 1;
        var scale = FloatPowers[-tens - MinFloatPower];
        var lower = RoundToOdd(scale, ((4 * significand) - (closerBelow ? 1U : 2U)) << shift);
        var middle = RoundToOdd(scale, (4 * significand) << shift);
        var upper = RoundToOdd(scale, ((4 * significand) + 2) << shift);
        return (uint)Pick(lower, middle, upper, significand & 1, tens, out exponent);
    }

    /// <summary>
    /// <see cref="Of(double, out int)"/> of a double between two others that are equally far from it: one that is neither a power of two nor
    /// too small for all its bits. As for floats one product tells everything, but for what lies too near to a bound to tell by so few bits.
    /// </summary>
    /// <param name="bits">The double's bits, without its sign.</param>
    /// <param name="tens">The power of ten of the last digit. There are sixteen or seventeen digits, perhaps zeros at the end.</param>
    /// <param name="digits">The digits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRegular(ulong bits, out ulong digits, out int tens)
    {
        Debug.Assert(IsRegular(bits), "a double with a nearer neighbour");
        var power = (int)(bits >> SignificandBits) - 1075;
        tens = FloorLog10Pow2(power);
        var shift = power + FloorLog2Pow10(-tens) + 1;
        ref var scale = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Powers), 2 * (-tens - MinPower));
        var significand = ((bits & ((1UL << SignificandBits) - 1)) | (1UL << SignificandBits)) << shift;
        var carried = High(Unsafe.Add(ref scale, 1), significand);
        var rest = (scale * significand) + carried;
        var whole = High(scale, significand) + Bit(rest < carried);
        var withoutLast = whole / 10;
        // The last digit and what follows it, and half the distance to a neighbour, both with 60 bits after the point: one or two too many of
        // the last of them, since the table is rounded up and the product cut off.
        const ulong Ten = 10UL << 60;
        const ulong Slack = 4;
        var above = ((whole - (10 * withoutLast)) << 60) | (rest >> 4);
        var half = scale >> (5 - shift);
        var below = Ten - above;
        var isDown = Bit(above < half);
        var isUp = Bit(below < half);
        var nearest = whole + (rest >> 63);
        var shorter = 10 * (withoutLast + isUp);
        digits = nearest + ((0 - (isDown | isUp)) & (shorter - nearest));
        return above - half + Slack > 2 * Slack && below - half + Slack > 2 * Slack && rest - (1UL << 63) + (Slack << 4) > 2 * (Slack << 4);
    }

    /// <summary>Whether <see cref="TryRegular"/> can be asked for a double of these bits, without its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRegular(ulong bits) =>
        bits - (1UL << SignificandBits) < (0x7FEUL << SignificandBits) && (bits & ((1UL << SignificandBits) - 1)) != 0;

    /// <summary>
    /// <see cref="Of(float, out int)"/> of a float between two others that are equally far from it: one that is neither a power of two nor
    /// too small for all its bits. Here one product tells everything: its integers are digits, and what is left of it says how far the neighbours are.
    /// </summary>
    /// <param name="bits">The float's bits, without its sign.</param>
    /// <param name="tens">The power of ten of the last digit. There are seven to nine digits, perhaps zeros at the end.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OfRegular(uint bits, out int tens)
    {
        Debug.Assert(IsRegular(bits), "a float with a nearer neighbour");
        ref readonly var scale = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(FloatScales), bits >> FloatSignificandBits);
        tens = scale.Tens;
        var significand = (ulong)((bits & ((1U << FloatSignificandBits) - 1)) | (1U << FloatSignificandBits)) << 4;
        var digits = (uint)High(scale.Factor, significand);
        var rest = scale.Factor * significand;
        var withoutLast = (uint)((digits * 0xCCCCCCCDUL) >> 35);
        var last = digits - (10 * withoutLast);
        // The last digit and what follows it, and half the distance to a neighbour, both with 60 bits after the point. The table is exact to 24 bits
        // less, and no bound of a float is so near to a multiple of ten without being on it: then it counts when the significand is even.
        const ulong Ten = 10UL << 60;
        const ulong Slack = 1UL << 25;
        var above = ((ulong)last << 60) | (rest >> 4);
        var half = (scale.Factor >> 1) + Slack - ((ulong)(bits & 1) << 26);
        var isDown = (uint)Bit(above < half);
        var isUp = (uint)Bit(above + half >= Ten);
        var nearest = digits + (uint)Bit(rest >= (1UL << 63) + ((ulong)(~digits & 1) << 30));
        var shorter = (10 * withoutLast) + (10 * isUp);
        // Which of them applies is as good as random: choosing by arithmetic costs less than branches predicted wrongly.
        return nearest + ((0 - (isDown | isUp)) & (shorter - nearest));
    }

    /// <summary>Whether <see cref="OfRegular"/> can be asked for a float of these bits, without its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRegular(uint bits) =>
        bits - (1U << FloatSignificandBits) < (0xFEU << FloatSignificandBits) && (bits & ((1U << FloatSignificandBits) - 1)) != 0;

    /// <summary>
    /// The shortest integer, or ten times an integer, between the bounds, and of these the nearest to the value; all three are in quarters.
    /// Bounds count when the significand is even, since a number on them is read back as this one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pick(ulong lower, ulong value, ulong upper, ulong odd, int tens, out int exponent)
    {
        lower += odd;
        upper -= odd;
        var below = value / 4;
        var shorter = below / 10;
        var isDownInside = Bit(lower <= 40 * shorter);
        var isUpInside = Bit((40 * shorter) + 40 <= upper);
        var isBelowInside = Bit(lower <= 4 * below);
        var isAboveInside = Bit((4 * below) + 4 <= upper);
        // Which of them applies is as good as random: choosing by arithmetic costs less than branches predicted wrongly.
        var isOnlyOne = isBelowInside ^ isAboveInside;
        var nearest = below + (isOnlyOne & isAboveInside) + ((isOnlyOne ^ 1) & Rounds(value));
        if (below < 10) isDownInside = isUpInside;
        var isShorter = isDownInside ^ isUpInside;
        exponent = tens + (int)isShorter;
        return nearest + ((0 - isShorter) & (shorter + isUpInside - nearest));
    }

    /// <summary>The highest 64 of 192 bits of scale × factor, the last bit set when anything below it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RoundToOdd(ulong scaleHigh, ulong scaleLow, ulong factor)
    {
        var carried = High(scaleLow, factor);
        var low = (scaleHigh * factor) + carried;
        return (High(scaleHigh, factor) + Bit(low < carried)) | Bit(low > 1);
    }

    /// <summary>The highest 32 of 96 bits of scale × factor, the last bit set when anything below it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RoundToOdd(ulong scale, uint factor)
    {
        return High(scale, factor) | Bit((scale * factor) >> 32 > 1);
    }

    /// <summary>1 where quarters are nearer to the next integer than to the one below, or as near and that one is odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rounds(ulong quarters) => Bit((quarters & 3) + ((quarters >> 2) & 1) > 2);

    // The framework's product of two halves hands one of them over through memory, which costs as much as the product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong left, ulong right) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool condition) => condition ? 1UL : 0UL;

    // Logarithms as products of integers, exact over the exponents of a double.
    private static int FloorLog10Pow2(int e) => (e * 1262611) >> 22;

    private static int FloorLog10ThreeQuartersPow2(int e) => ((e * 1262611) - 524031) >> 22;

    private static int FloorLog2Pow10(int e) => (e * 1741647) >> 19;

    private static ulong[] MakePowers()
    {
        var powers = new ulong[2 * (MaxPower - MinPower + 1)];
        for (var power = MinPower; power <= MaxPower; power++)
        {
            var rounded = (UInt128)RoundUp(power, 128);
            powers[2 * (power - MinPower)] = (ulong)(rounded >> 64);
            powers[(2 * (power - MinPower)) + 1] = (ulong)rounded;
        }

        return powers;
    }

    private static ulong[] MakeFloatPowers()
    {
        var powers = new ulong[MaxFloatPower - MinFloatPower + 1];
        for (var power = MinFloatPower; power <= MaxFloatPower; power++) powers[power - MinFloatPower] = (ulong)RoundUp(power, 64);
        return powers;
    }

    private static FloatScale[] MakeFloatScales()
    {
        var scales = new FloatScale[byte.MaxValue];
        for (var biased = 1; biased < scales.Length; biased++)
        {
            var power = biased - 150;
            var tens = FloorLog10Pow2(power);
            var unused = 3 - power - FloorLog2Pow10(-tens);
            scales[biased] = new(((FloatPowers[-tens - MinFloatPower] - 1) >> unused) + 1, tens);
        }

        return scales;
    }

    /// <summary>10^power times the power of two that gives it so many bits, rounded up to an integer.</summary>
    private static BigInteger RoundUp(int power, int bits)
    {
        var whole = BigInteger.Pow(10, Math.Abs(power));
        var length = (int)whole.GetBitLength();
        if (power < 0) return (((BigInteger.One << (length + bits - 1)) - 1) / whole) + 1;
        return length <= bits ? whole << (bits - length) : ((whole - 1) >> (length - bits)) + 1;
    }

    /// <param name="Factor">The factor, rounded up to 60 bits after the point.</param>
    /// <param name="Tens">The power of ten of the last digit.</param>
    private readonly record struct FloatScale(ulong Factor, int Tens);
}
