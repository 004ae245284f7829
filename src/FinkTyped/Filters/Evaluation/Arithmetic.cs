namespace FinkTyped.Filters;

internal sealed class IntegerAsNumber(IntegerValue value) : NumberValue
{
    public override bool IsConstant => value.IsConstant;

    public override bool TryGet(scoped ref FilterFrame frame, out double result)
    {
        var hasValue = value.TryGet(ref frame, out var integer);
        result = integer;
        return hasValue;
    }
}

/// <summary>Integers stay integers; a result that does not fit 64 bits, and a remainder by zero, is null.</summary>
internal sealed class IntegerArithmetic(IntegerValue left, TokenKind sign, IntegerValue right) : IntegerValue
{
    public override bool IsConstant => left.IsConstant && right.IsConstant;

    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        value = 0;
        if (!left.TryGet(ref frame, out var a) || !right.TryGet(ref frame, out var b)) return false;
        Int128 result;
        switch (sign)
        {
            case TokenKind.Plus:
                result = (Int128)a + b;
                break;
            case TokenKind.Minus:
                result = (Int128)a - b;
                break;
            case TokenKind.Times:
                result = (Int128)a * b;
                break;
            default:
                if (b == 0) return false;
                result = b == -1 ? 0 : a % b;
                break;
        }

        value = (long)result;
        return value == result;
    }
}

internal sealed class NumberArithmetic(NumberValue left, TokenKind sign, NumberValue right) : NumberValue
{
    public override bool IsConstant => left.IsConstant && right.IsConstant;

    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        value = 0;
        if (!left.TryGet(ref frame, out var a) || !right.TryGet(ref frame, out var b)) return false;
        value = sign switch
        {
            TokenKind.Plus => a + b,
            TokenKind.Minus => a - b,
            TokenKind.Times => a * b,
            TokenKind.Divide => a / b,
            _ => a % b,
        };
        return true;
    }
}

/// <summary>A function of numbers.</summary>
internal sealed class FunctionNumber(FilterNumber function, NumberValue[] arguments) : NumberValue
{
    public override bool IsConstant => Array.TrueForAll(arguments, a => a.IsConstant);

    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        value = 0;
        Span<double> values = stackalloc double[FilterFunction.MaxArguments];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].TryGet(ref frame, out values[i])) return false;
        }

        value = function(values[..arguments.Length]);
        return true;
    }
}

/// <summary>A condition on numbers.</summary>
internal sealed class FunctionTest(FilterTest function, NumberValue[] arguments) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        Span<double> values = stackalloc double[FilterFunction.MaxArguments];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].TryGet(ref frame, out values[i])) return Truth.Unknown;
        }

        return Truths.Of(function(values[..arguments.Length]));
    }
}
