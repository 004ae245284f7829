using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped;

/// <summary>
/// Numbers as JSON text, written where the caller has made room for <see cref="MaxLength"/> bytes: stores may go past the text's end,
/// but not past that. Each method returns the length of its text.
/// </summary>
internal static partial class NumberText
{
    /// <summary>No number takes more bytes, those written past its end included.</summary>
    public const int MaxLength = 48;

    private const uint EightDigits = 100_000_000;
    private const ulong Zeros = 0x3030303030303030;

    // Integers of one byte by that byte: up to three characters and, in the highest byte, how many they are.
    private static readonly uint[] ShortIntegers = MakeShortIntegers();

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

    /// <summary>Writes an integer that took one byte, from that byte: how many digits it has is no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteShort(ref byte to, byte encoded)
    {
        // Bounds: the table has all bytes without a continuation bit.
        var text = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(ShortIntegers), encoded & 0x7F);
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? text : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(text));
        return (int)(text >> 24);
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
    [MethodImpl(MethodImplOptions.NoInlining)]
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
        StoreDigits(ref to, first, high, low);
        if (count > point)
        {
            // The digits after the point make room for it: at most sixteen.
            ref var fraction = ref Unsafe.Add(ref to, point);
            Vector128.LoadUnsafe(ref fraction).StoreUnsafe(ref fraction, 1);
            fraction = (byte)'.';
            return count + 1;
        }

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

    /// <summary>
    /// Where the first of nine or more digits is zero, makes it the first of the others that is not; gives how many bits of these are used up.
    /// Whether it is zero is as good as random, so there is no branch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ShiftFirst(ref ulong first, ulong others)
    {
        var isZero = (long)(first - 1) >> 63;
        var unused = ((BitOperations.TrailingZeroCount(others) & -8) + 8) & (int)isZero;
        first |= (others >> (unused - 8)) & 0xF & (ulong)isZero;
        return unused;
    }

    /// <summary>Eight characters with a point before the one at an index from 1 to 8, counted from the character before them; the last falls out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong InsertPoint(ulong characters, int index)
    {
        var bit = 8 * (index - 1);
        var before = (1UL << bit) - 1;
        return (characters & before) | ((ulong)'.' << bit) | ((characters & ~before) << 8);
    }

    private static uint[] MakeShortIntegers()
    {
        var texts = new uint[0x80];
        Span<byte> text = stackalloc byte[MaxLength];
        for (var encoded = 0; encoded < texts.Length; encoded++)
        {
            text.Clear();
            var length = Write(ref MemoryMarshal.GetReference(text), (encoded >> 1) ^ -(encoded & 1));
            text[length..].Clear();
            text[3] = (byte)length;
            texts[encoded] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(text);
        }

        return texts;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteUnsigned(ref byte to, ulong value)
    {
        if (value < EightDigits) return WriteFew(ref to, (uint)value);
        var upper = value / EightDigits;
        var last = value - (upper * EightDigits);
        if (upper < EightDigits)
        {
            var some = WriteFew(ref to, (uint)upper);
            Store(ref Unsafe.Add(ref to, some), ToDigits((uint)last) | Zeros);
            return some + 8;
        }

        var first = upper / EightDigits;
        var few = WriteFew(ref to, (uint)first);
        (ToDigits(upper - (first * EightDigits), last) + Vector128.Create((byte)'0')).StoreUnsafe(ref to, (nuint)few);
        return few + 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteFew(ref byte to, uint value)
    {
        var digits = ToDigits(value);
        var zeros = BitOperations.TrailingZeroCount(digits | (1UL << 63)) / 8;
        Store(ref to, (digits | Zeros) >> (8 * zeros));
        return 8 - zeros;
    }

    /// <summary>Writes zero and what is not finite, and gives the length; else only a sign, where there is one, and gives that of it.</summary>
    private static bool TryWithoutDigits(ref byte to, double value, out int length)
    {
        if (!double.IsFinite(value))
        {
            var text = double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8;
            text.CopyTo(MemoryMarshal.CreateSpan(ref to, MaxLength));
            length = text.Length;
            return true;
        }

        to = (byte)'-';
        length = (int)(BitConverter.DoubleToUInt64Bits(value) >> 63);
        if (value != 0) return false;
        Unsafe.Add(ref to, length++) = (byte)'0';
        return true;
    }

    /// <summary>Writes digits, of which some at either end are zero: a first and sixteen others, one a byte, times 10^exponent.</summary>
    private static int WriteDigits(ref byte to, ulong first, ulong high, ulong low, int exponent)
    {
        var unused = ShiftFirst(ref first, high);
        high = unused == 64 ? low : (high >> unused) | (low << 1 << (63 - unused));
        low = unused == 64 ? 0 : low >> unused;
        var significant = low != 0 ? 17 - (BitOperations.LeadingZeroCount(low) >> 3) : 9 - (BitOperations.LeadingZeroCount(high) >> 3);
        var point = 17 - (unused >> 3) + exponent;
        if ((uint)(point - 1) >= 8 || significant <= point) return Layout(ref to, (byte)first, high, low, significant, point);

        // The common case: the point stands after one to eight digits and before others.
        high |= Zeros;
        low |= Zeros;
        to = (byte)('0' + first);
        Store(ref Unsafe.Add(ref to, 1), InsertPoint(high, point));
        Store(ref Unsafe.Add(ref to, 9), (low << 8) | (high >> 56));
        Unsafe.Add(ref to, 17) = (byte)(low >> 56);
        return significant + 1;
    }

    /// <summary>The eight digits of a number below 10^8, one a byte, the first in the lowest: splits all parts in half three times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToDigits(uint value)
    {
        Debug.Assert(value < EightDigits, "more than eight digits");
        var parts = ToFours(value);
        var twos = ((parts * 10_486) >> 20) & 0x7F_0000_007F;
        parts = (parts << 16) - (twos * ((100 << 16) - 1));
        var ones = ((parts * 103) >> 10) & 0xF_000F_000F_000F;
        return (parts << 8) - (ones * ((10 << 8) - 1));
    }

    // A number as ten thousands and, in the higher half, the rest. Of a part that is a × 10,000 + b, a moves down and b up: that is the part moved up, less a
    // times what moving it up was too much.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToFours(uint value) => ((ulong)value << 32) - (value / 10_000 * ((10_000UL << 32) - 1));

    /// <summary>The sixteen digits of two numbers below 10^8, one a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ToDigits(ulong upper, ulong lower)
    {
        Debug.Assert(upper < EightDigits && lower < EightDigits, "more than eight digits");
        var eights = Vector128.Create(upper, lower);
        return ToDigits(((eights << 32) - (((eights * 3_518_437_209) >> 45) * ((10_000UL << 32) - 1))).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ToDigits(Vector128<uint> fours)
    {
        var twos = ((fours << 16) - (((fours * 5_243) >> 19) * ((100 << 16) - 1))).AsUInt16();
        var ones = ((twos << 8) - (((twos * 103) >> 10) * ((10 << 8) - 1))).AsByte();
        return BitConverter.IsLittleEndian ? ones : Vector128.Shuffle(ones, Vector128.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref byte to, ulong bytes) =>
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? bytes : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bytes));
}
