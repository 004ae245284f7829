namespace FinkTyped.Filters;

// Comparisons, and what is made of them.
internal sealed partial class FilterChecker
{
    private Condition Comparison(BinarySyntax syntax, Scope scope) =>
        Compare(syntax.Left, Value(syntax.Left, scope), syntax.Operator, syntax.Right, Value(syntax.Right, scope), syntax.OperatorPlace);

    private Condition Compare(FilterSyntax left, FilterValue a, TokenKind sign, FilterSyntax right, FilterValue b, Place at)
    {
        switch (a, b)
        {
            case (IntegerValue x, IntegerValue y):
                return new IntegerComparison(x, sign, y);
            case (NumberValue x, NumberValue y):
                return Compare(x, sign, y);
            case (NumberValue x, IntegerConstant y):
                // A float is compared with what the integer is as a float; a double with the integer itself.
                return x.IsSingle || (long)(double)y.Value == y.Value ? Compare(x, sign, new NumberConstant(y.Value)) : new MixedComparison(y, Turned(sign), x);
            case (IntegerConstant, NumberValue):
                return Compare(right, b, Turned(sign), left, a, at);
            case (IntegerValue x, NumberValue y):
                return new MixedComparison(x, sign, y);
            case (NumberValue x, IntegerValue y):
                return new MixedComparison(y, Turned(sign), x);
            case (TextValue x, TextValue y):
                CheckSymbol(x, right, y);
                CheckSymbol(y, left, x);
                return new TextComparison(x, sign, y);
            case (Condition x, Condition y) when sign is TokenKind.Equal or TokenKind.NotEqual:
                return new TruthComparison(x, sign == TokenKind.Equal, y);
            case (OtherField or OtherValue or OtherRecord, _):
                throw Unfit(left, a, b.Kind);
            case (_, OtherField or OtherValue or OtherRecord):
                throw Unfit(right, b, a.Kind);
            case (Condition, Condition):
                throw new AlertFilterException("conditions can only be equal or not", text, at);
            default:
                throw new AlertFilterException($"{a.Kind} cannot be compared with {b.Kind}", text, left.Place.To(right.Place));
        }
    }

    private static Condition Compare(NumberValue a, TokenKind sign, NumberValue b)
    {
        if (b is NumberConstant constant) return new ConstantComparison(a, sign, a.IsSingle ? AsSingle(constant.Value) : constant.Value);
        return a is NumberConstant ? Compare(b, Turned(sign), a) : new NumberComparison(a, sign, b);
    }

    // 18.3 is meant as the float that prints so, not as the double.
    private static double AsSingle(double value) => float.IsFinite((float)value) ? (float)value : value;

    private static TokenKind Turned(TokenKind sign) => sign switch
    {
        TokenKind.Less => TokenKind.Greater,
        TokenKind.LessOrEqual => TokenKind.GreaterOrEqual,
        TokenKind.Greater => TokenKind.Less,
        TokenKind.GreaterOrEqual => TokenKind.LessOrEqual,
        _ => sign,
    };

    private void CheckSymbol(TextValue value, FilterSyntax syntax, TextValue other)
    {
        if (value.Symbols is not { } symbols || other is not TextConstant { Text: var symbol } || symbols.Contains(symbol)) return;
        var near = SimilarNames.Find(symbol, symbols) is { } name ? $"did you mean '{name}'?" : $"there are {string.Join(", ", symbols.Take(20))}";
        throw new AlertFilterException($"there is no symbol '{symbol}' in this enum; {near}", text, syntax.Place);
    }

    private Condition In(InSyntax syntax, Scope scope)
    {
        var value = Value(syntax.Value, scope);
        var items = Array.ConvertAll(syntax.Items, i => Value(i, scope));
        // Each is checked as if it were compared by itself, whatever way they are looked for in the end.
        var comparisons = new Condition[items.Length];
        for (var i = 0; i < items.Length; i++)
            comparisons[i] = Compare(syntax.Value, value, TokenKind.Equal, syntax.Items[i], items[i], syntax.Items[i].Place);
        if (value is IntegerValue integer && Array.TrueForAll(items, i => i is IntegerConstant))
        {
            var sorted = Array.ConvertAll(items, i => ((IntegerConstant)i).Value);
            Array.Sort(sorted);
            return new IntegerIn(integer, sorted);
        }

        if (value is TextValue found && Array.TrueForAll(items, i => i is TextConstant))
        {
            var sorted = Array.ConvertAll(items, i => ((TextConstant)i).Utf8);
            Array.Sort(sorted, static (a, b) => a.AsSpan().SequenceCompareTo(b));
            return new TextIn(found, sorted);
        }

        return Junction.Any(comparisons);
    }

    private Junction Between(BetweenSyntax syntax, Scope scope)
    {
        var value = Value(syntax.Value, scope);
        return Junction.All(
        [
            Compare(syntax.Value, value, TokenKind.GreaterOrEqual, syntax.Low, Value(syntax.Low, scope), syntax.Place),
            Compare(syntax.Value, value, TokenKind.LessOrEqual, syntax.High, Value(syntax.High, scope), syntax.Place),
        ]);
    }
}
