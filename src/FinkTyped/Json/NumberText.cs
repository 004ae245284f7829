using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped;

/// <summary>
/// Numbers as JSON text, written where the caller has made room for <see cref="MaxLength"/> bytes: stores may go past the text's end,
/// but not past that. Each method returns the length of its text.
/// </summary>
internal static class NumberText
{
    /// <summary>No number takes more bytes, those written past its end included.</summary>
    public const int MaxLength = 48;

    private const uint EightDigits = 100_000_000;
    private const ulong Zeros = 0x3030303030303030;
    private const ulong SixteenDigits = 10_000_000_000_000_000;

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, SixteenDigits, 10 * SixteenDigits,
    ];

    /// <summary>Writes an integer.</summary>
    public static int Write(ref byte to, long value)
    {
        if ((ulong)value < 10)
        {
            to = (byte)('0' + value);
            return 1;
        }

        if (value >= 0) return WriteUnsigned(ref to, (ulong)value);
        to = (byte)'-';
        return 1 + WriteUnsigned(ref Unsafe.Add(ref to, 1), 0UL - (ulong)value);
    }

    /// <summary>Writes the shortest text that reads back to the same double; a string for NaN and infinities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Write(ref byte to, double value)
    {
        if (!double.IsFinite(value)) return WriteNotFinite(ref to, value);
        to = (byte)'-';
        var sign = (int)(BitConverter.DoubleToUInt64Bits(value) >> 63);
        to = ref Unsafe.Add(ref to, sign);
        if (value == 0)
        {
            to = (byte)'0';
            return sign + 1;
        }

        var digits = ShortestDecimal.Of(value, out var exponent);
        var count = CountDigits(digits);
        digits *= PowersOfTen[17 - count];
        var first = digits / SixteenDigits;
        digits -= first * SixteenDigits;
        var upper = (uint)(digits / EightDigits);
        var high = ToDigits(upper);
        var low = ToDigits((uint)digits - (upper * EightDigits));
        var significant = low != 0 ? 17 - (BitOperations.LeadingZeroCount(low) / 8) : 9 - (BitOperations.LeadingZeroCount(high) / 8);
        return sign + Layout(ref to, (byte)first, high, low, significant, count + exponent);
    }

    /// <summary>Writes the shortest text that reads back to the same float; a string for NaN and infinities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Write(ref byte to, float value)
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
        var count = CountDigits(digits);
        digits *= (uint)PowersOfTen[9 - count];
        var first = digits / EightDigits;
        var high = ToDigits(digits - (first * EightDigits));
        var significant = 9 - (BitOperations.LeadingZeroCount(high) / 8);
        return sign + Layout(ref to, (byte)first, high, 0, significant, count + exponent);
    }

    /// <summary>
    /// Writes 0.D1D2D3… × 10^point as ECMAScript lays out its numbers: plainly from 1e-6 to 1e21, else with an exponent.
    /// </summary>
    /// <param name="to">Where the text goes.</param>
    /// <param name="first">The first digit, not zero.</param>
    /// <param name="high">The next eight digits, one a byte.</param>
    /// <param name="low">The last eight digits, one a byte.</param>
    /// <param name="count">How many of the digits count; the others are zero.</param>
    /// <param name="point">Where the decimal point is.</param>
    private static int Layout(ref byte to, byte first, ulong high, ulong low, int count, int point)
    {
        const int MostPlainDigits = 21;
        const int MostLeadingZeros = 5;
        if (point is <= 0 and >= -MostLeadingZeros)
        {
            Store(ref to, 0x3030303030302E30);
            StoreDigits(ref Unsafe.Add(ref to, 2 - point), first, high, low);
            return 2 - point + count;
        }

        if (point is <= 0 or > MostPlainDigits) return LayoutWithExponent(ref to, first, high, low, count, point - 1);
        if (count > point)
        {
            StoreWithPoint(ref to, first, high, low, 8 * (point - 1));
            return count + 1;
        }

        StoreDigits(ref to, first, high, low);
        // Digits that do not count are zeros already, up to seventeen.
        for (var i = 17; i < point; i++) Unsafe.Add(ref to, i) = (byte)'0';
        return point;
    }

    private static int LayoutWithExponent(ref byte to, byte first, ulong high, ulong low, int count, int exponent)
    {
        StoreDigits(ref Unsafe.Add(ref to, 1), first, high, low);
        to = Unsafe.Add(ref to, 1);
        Unsafe.Add(ref to, 1) = (byte)'.';
        var length = count == 1 ? 1 : count + 1;
        Unsafe.Add(ref to, length) = (byte)'e';
        Unsafe.Add(ref to, length + 1) = exponent < 0 ? (byte)'-' : (byte)'+';
        return length + 2 + WriteUnsigned(ref Unsafe.Add(ref to, length + 2), (ulong)Math.Abs(exponent));
    }

    private static void StoreDigits(ref byte to, byte first, ulong high, ulong low)
    {
        to = (byte)('0' + first);
        Store(ref Unsafe.Add(ref to, 1), high | Zeros);
        Store(ref Unsafe.Add(ref to, 9), low | Zeros);
    }

    /// <summary>Stores the digits with a point before the digit at a bit of high and low; in registers, since bytes just stored load slowly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWithPoint(ref byte to, byte first, ulong high, ulong low, int bit)
    {
        to = (byte)('0' + first);
        high |= Zeros;
        low |= Zeros;
        if (bit < 64)
        {
            Unsafe.Add(ref to, 17) = (byte)(low >> 56);
            low = (low << 8) | (high >> 56);
            high = Insert(high, bit);
        }
        else
        {
            Unsafe.Add(ref to, 17) = (byte)(low >> 56);
            low = Insert(low, bit - 64);
        }

        Store(ref Unsafe.Add(ref to, 1), high);
        Store(ref Unsafe.Add(ref to, 9), low);

        static ulong Insert(ulong digits, int bit)
        {
            var before = (1UL << bit) - 1;
            return (digits & before) | ((ulong)'.' << bit) | ((digits & ~before) << 8);
        }
    }

    private static int WriteUnsigned(ref byte to, ulong value)
    {
        if (value < EightDigits) return WriteFew(ref to, (uint)value);
        var upper = value / EightDigits;
        var length = upper < EightDigits ? WriteFew(ref to, (uint)upper) : WriteUnsigned(ref to, upper);
        Store(ref Unsafe.Add(ref to, length), ToDigits((uint)(value - (upper * EightDigits))) | Zeros);
        return length + 8;
    }

    private static int WriteFew(ref byte to, uint value)
    {
        var digits = ToDigits(value);
        var zeros = BitOperations.TrailingZeroCount(digits | (1UL << 63)) / 8;
        Store(ref to, (digits | Zeros) >> (8 * zeros));
        return 8 - zeros;
    }

    private static int WriteNotFinite(ref byte to, double value)
    {
        var text = double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8;
        text.CopyTo(MemoryMarshal.CreateSpan(ref to, MaxLength));
        return text.Length;
    }

    /// <summary>The eight digits of a number below 10^8, one a byte, the first in the lowest: splits all parts in half three times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToDigits(uint value)
    {
        Debug.Assert(value < EightDigits, "more than eight digits");
        var fours = (ulong)value / 10_000;
        var parts = fours | ((value - (fours * 10_000)) << 32);
        var twos = ((parts * 10_486) >> 20) & 0x7F_0000_007F;
        parts = twos | ((parts - (twos * 100)) << 16);
        var ones = ((parts * 103) >> 10) & 0xF_000F_000F_000F;
        return ones | ((parts - (ones * 10)) << 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountDigits(ulong value)
    {
        // 1233 / 4096 is just above log10(2): right, or one too many, which is the sign of the difference (16 and 17 digits are equally
        // frequent, so a branch would be predicted wrongly half the time).
        var guess = ((BitOperations.Log2(value) + 1) * 1233) >> 12;
        return guess + 1 + (int)((long)(value - PowersOfTen[guess]) >> 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref byte to, ulong bytes) =>
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? bytes : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bytes));
}
