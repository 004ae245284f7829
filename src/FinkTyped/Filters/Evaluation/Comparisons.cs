using System.Runtime.CompilerServices;

namespace FinkTyped.Filters;

internal static class Comparing
{
    /// <summary>Whether a comparison holds for the sign of a difference.</summary>
    public static Truth Holds(TokenKind sign, int order) => Truths.Of(sign switch
    {
        TokenKind.Equal => order == 0,
        TokenKind.NotEqual => order != 0,
        TokenKind.Less => order < 0,
        TokenKind.LessOrEqual => order <= 0,
        TokenKind.Greater => order > 0,
        _ => order >= 0,
    });

    /// <summary>Whether a comparison holds for two numbers, as IEEE 754 has it: NaN equals nothing, and is neither less nor greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(TokenKind sign, double a, double b) => sign switch
    {
        TokenKind.Equal => a == b,
        TokenKind.NotEqual => a != b,
        TokenKind.Less => a < b,
        TokenKind.LessOrEqual => a <= b,
        TokenKind.Greater => a > b,
        _ => a >= b,
    };

    /// <summary>The order of an integer and a number that is not NaN, exactly: no integer is rounded.</summary>
    public static int Order(long a, double b)
    {
        if (b >= 9223372036854775808.0) return -1;
        if (b < -9223372036854775808.0) return 1;
        var whole = (long)b;
        return a != whole ? a.CompareTo(whole) : 0.0.CompareTo(b - whole);
    }
}

internal sealed class IntegerComparison(IntegerValue left, TokenKind sign, IntegerValue right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) =>
        left.TryGet(ref frame, out var a) && right.TryGet(ref frame, out var b) ? Comparing.Holds(sign, a.CompareTo(b)) : Truth.Unknown;
}

internal sealed class NumberComparison(NumberValue left, TokenKind sign, NumberValue right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) =>
        left.TryGet(ref frame, out var a) && right.TryGet(ref frame, out var b) ? Truths.Of(Comparing.Holds(sign, a, b)) : Truth.Unknown;
}

/// <summary>The commonest comparison: saves a call.</summary>
internal sealed class ConstantComparison(NumberValue left, TokenKind sign, double right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) =>
        left.TryGet(ref frame, out var a) ? Truths.Of(Comparing.Holds(sign, a, right)) : Truth.Unknown;
}

/// <summary>An integer and a number: the integer is not rounded.</summary>
internal sealed class MixedComparison(IntegerValue left, TokenKind sign, NumberValue right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        if (!left.TryGet(ref frame, out var a) || !right.TryGet(ref frame, out var b)) return Truth.Unknown;
        return double.IsNaN(b) ? Truths.Of(sign == TokenKind.NotEqual) : Comparing.Holds(sign, Comparing.Order(a, b));
    }
}

/// <summary>Texts, by the order of their code points.</summary>
internal sealed class TextComparison(TextValue left, TokenKind sign, TextValue right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var used = frame.ScratchUsed;
        var a = left.Get(ref frame);
        if (a.IsNull) return Truth.Unknown;
        var b = right.Get(ref frame);
        if (b.IsNull) return Truth.Unknown;
        frame.ScratchUsed = used;
        return sign is TokenKind.Equal or TokenKind.NotEqual
            ? Truths.Of(a.Utf8Bytes.SequenceEqual(b.Utf8Bytes) == (sign == TokenKind.Equal))
            : Comparing.Holds(sign, a.Utf8Bytes.SequenceCompareTo(b.Utf8Bytes));
    }
}

internal sealed class TruthComparison(Condition left, bool isEqual, Condition right) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var a = left.Evaluate(ref frame);
        if (a == Truth.Unknown) return Truth.Unknown;
        var b = right.Evaluate(ref frame);
        return b == Truth.Unknown ? Truth.Unknown : Truths.Of(a == b == isEqual);
    }
}

/// <summary>Whether an integer is one of many.</summary>
internal sealed class IntegerIn(IntegerValue value, long[] sorted) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) =>
        value.TryGet(ref frame, out var integer) ? Truths.Of(Array.BinarySearch(sorted, integer) >= 0) : Truth.Unknown;
}

/// <summary>Whether a text is one of many.</summary>
internal sealed class TextIn(TextValue value, byte[][] sorted) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var used = frame.ScratchUsed;
        var text = value.Get(ref frame);
        if (text.IsNull) return Truth.Unknown;
        frame.ScratchUsed = used;
        var (low, high) = (0, sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = text.Utf8Bytes.SequenceCompareTo(sorted[middle]);
            if (order == 0) return Truth.True;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return Truth.False;
    }
}
