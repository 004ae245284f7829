namespace FinkTyped.Filters;

/// <summary>Reads a filter by its grammar, which <c>docs/guides/filters.md</c> gives.</summary>
internal ref struct FilterParser
{
    private const int MaxLength = 1 << 16;

    // What is checked and evaluated calls itself for each level; stacks hold far more than this.
    private const int MaxDepth = 100;

    private readonly string _text;
    private FilterLexer _lexer;
    private Token _token;
    private Place _last;
    private int _nesting;

    private FilterParser(string text)
    {
        _text = text;
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    /// <summary>The filter that a text is.</summary>
    /// <exception cref="AlertFilterException">It is none.</exception>
    public static FilterSyntax Parse(string text)
    {
        if (text.Length > MaxLength) throw new AlertFilterException($"the filter is longer than {MaxLength} characters", text, MaxLength, 0);
        var parser = new FilterParser(text);
        if (parser._token.Kind == TokenKind.End) throw parser.Fault("the filter is empty", parser._token.Place);
        var filter = parser.Condition();
        if (parser._token.Kind != TokenKind.End) throw parser.Fault("the filter should end here, or go on with 'and' or 'or'", parser._token.Place);
        return filter;
    }

    private FilterSyntax Condition()
    {
        if (++_nesting > MaxDepth) throw Fault($"the filter nests more than {MaxDepth} deep", _token.Place);
        var condition = Alternatives();
        _nesting--;
        return condition;
    }

    private FilterSyntax Alternatives()
    {
        var first = Conjunction();
        if (_token.Kind != TokenKind.Or) return first;
        var conditions = new List<FilterSyntax> { first };
        while (TryTake(TokenKind.Or)) conditions.Add(Conjunction());
        return Bounded(new LogicSyntax(IsAnd: false, [.. conditions]));
    }

    private FilterSyntax Conjunction()
    {
        var first = Negation();
        if (_token.Kind != TokenKind.And) return first;
        var conditions = new List<FilterSyntax> { first };
        while (TryTake(TokenKind.And)) conditions.Add(Negation());
        return Bounded(new LogicSyntax(IsAnd: true, [.. conditions]));
    }

    private FilterSyntax Negation()
    {
        var start = _token.Place;
        if (!TryTake(TokenKind.Not)) return Comparison();
        if (++_nesting > MaxDepth) throw Fault($"the filter nests more than {MaxDepth} deep", start);
        var condition = Negation();
        _nesting--;
        return Bounded(new NotSyntax(start.To(_last), condition));
    }

    private FilterSyntax Comparison()
    {
        var left = Sum();
        var sign = _token;
        switch (sign.Kind)
        {
            case TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual:
                Take();
                RefuseNull(sign);
                var compared = Bounded(new BinarySyntax(left, sign.Kind, sign.Place, Sum()));
                if (_token.Kind is TokenKind.Equal or TokenKind.NotEqual or >= TokenKind.Less and <= TokenKind.GreaterOrEqual)
                    throw Fault("comparisons do not chain: write a < b and b < c, or b between a and c", _token.Place);
                return compared;
            case TokenKind.Is:
                Take();
                return Is(left);
            case TokenKind.Not:
                Take();
                var inner = _token.Kind is TokenKind.In or TokenKind.Between or TokenKind.Like
                    ? Test(left)
                    : throw Fault("'in', 'between' or 'like' should follow here", _token.Place);
                return Bounded(new NotSyntax(inner.Place, inner));
            default:
                return Test(left);
        }
    }

    private FilterSyntax Test(FilterSyntax value)
    {
        if (TryTake(TokenKind.In)) return In(value);
        if (TryTake(TokenKind.Between))
        {
            var low = Sum();
            Expect(TokenKind.And, "'and' and the upper bound should follow here");
            var high = Sum();
            return Bounded(new BetweenSyntax(value.Place.To(_last), value, low, high));
        }

        if (!TryTake(TokenKind.Like)) return value;
        var pattern = _token;
        Expect(TokenKind.Text, "a pattern in quotes should follow here: % stands for any text, _ for one character");
        return Bounded(new LikeSyntax(value.Place.To(pattern.Place), value, new TextSyntax(pattern.Place, pattern.Text)));
    }

    private FilterSyntax In(FilterSyntax value)
    {
        Expect(TokenKind.Open, "the values should follow here, in parentheses");
        var items = new List<FilterSyntax>();
        do
        {
            if (_token.Kind == TokenKind.Null) throw Fault("null equals nothing, not even null: write 'or … is null'", _token.Place);
            items.Add(Sum());
        }
        while (TryTake(TokenKind.Comma));
        Expect(TokenKind.Close, "a comma and another value, or the closing parenthesis, should follow here");
        return Bounded(new InSyntax(value.Place.To(_last), value, [.. items]));
    }

    private FilterSyntax Is(FilterSyntax value)
    {
        var isNegated = TryTake(TokenKind.Not);
        FilterSyntax test;
        if (TryTake(TokenKind.Null)) test = new IsNullSyntax(value.Place.To(_last), value);
        else if (TryTake(TokenKind.NaN)) test = new IsNaNSyntax(value.Place.To(_last), value);
        else throw Fault("'null', 'not null', 'nan' or 'not nan' should follow here", _token.Place);
        return Bounded(isNegated ? new NotSyntax(test.Place, test) : test);
    }

    private FilterSyntax Sum()
    {
        var left = Product();
        while (_token.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            var sign = Take();
            left = Bounded(new BinarySyntax(left, sign.Kind, sign.Place, Product()));
        }

        return left;
    }

    private FilterSyntax Product()
    {
        var left = Signed();
        while (_token.Kind is TokenKind.Times or TokenKind.Divide or TokenKind.Remainder)
        {
            var sign = Take();
            left = Bounded(new BinarySyntax(left, sign.Kind, sign.Place, Signed()));
        }

        return left;
    }

    private FilterSyntax Signed()
    {
        var start = _token.Place;
        if (!TryTake(TokenKind.Minus)) return Operand();
        if (_token.Kind == TokenKind.Integer)
        {
            var digits = Take();
            return new IntegerSyntax(start.To(digits.Place), unchecked((long)(0 - digits.Integer)));
        }

        if (_token.Kind == TokenKind.Number)
        {
            var digits = Take();
            return new NumberSyntax(start.To(digits.Place), -digits.Number);
        }

        if (++_nesting > MaxDepth) throw Fault($"the filter nests more than {MaxDepth} deep", start);
        var value = Signed();
        _nesting--;
        return Bounded(new NegationSyntax(start.To(_last), value));
    }

    private FilterSyntax Operand()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                Take();
                return token.Integer <= long.MaxValue
                    ? new IntegerSyntax(token.Place, (long)token.Integer)
                    : throw Fault("the integer does not fit 64 bits", token.Place);
            case TokenKind.Number:
                Take();
                return new NumberSyntax(token.Place, token.Number);
            case TokenKind.Text:
                Take();
                return new TextSyntax(token.Place, token.Text);
            case TokenKind.True or TokenKind.False:
                Take();
                return new BooleanSyntax(token.Place, token.Kind == TokenKind.True);
            case TokenKind.Open:
                Take();
                var inner = Condition();
                Expect(TokenKind.Close, "the closing parenthesis is missing here");
                return inner;
            case TokenKind.Name:
                Take();
                return _token.Kind == TokenKind.Open ? Call(token) : Field(token);
            case TokenKind.QuotedName:
                Take();
                return Field(token);
            case TokenKind.Null:
                throw Fault("null equals nothing, not even null: write 'is null' or 'is not null'", token.Place);
            case TokenKind.End:
                throw Fault("something is missing here: a field, a number, a text or a condition", token.Place);
            default:
                throw Fault("a field, a number, a text or a condition should stand here", token.Place);
        }
    }

    private FieldSyntax Field(Token first)
    {
        var names = new List<NameSyntax> { new(first.Text, first.Place) };
        while (TryTake(TokenKind.Dot))
        {
            // After a dot any word is a name.
            if (_token.Kind != TokenKind.QuotedName && _token.Text.Length == 0 || _token.Kind == TokenKind.Text)
                throw Fault("the name of a field should follow the dot", _token.Place);
            var name = Take();
            names.Add(new NameSyntax(name.Text, name.Place));
        }

        return new FieldSyntax(first.Place.To(_last), [.. names]);
    }

    private FilterSyntax Call(Token name)
    {
        Expect(TokenKind.Open, "");
        var arguments = new List<FilterSyntax>();
        if (_token.Kind != TokenKind.Close)
        {
            do arguments.Add(Condition());
            while (TryTake(TokenKind.Comma));
        }

        Expect(TokenKind.Close, "a comma and another argument, or the closing parenthesis, should follow here");
        return Bounded(new CallSyntax(name.Place.To(_last), new NameSyntax(name.Text, name.Place), [.. arguments]));
    }

    private readonly void RefuseNull(Token sign)
    {
        if (_token.Kind == TokenKind.Null)
            throw Fault("nothing compares with null: write 'is null' or 'is not null'", sign.Place.To(_token.Place));
    }

    private readonly FilterSyntax Bounded(FilterSyntax syntax) =>
        syntax.Depth <= MaxDepth ? syntax : throw Fault($"the filter nests more than {MaxDepth} deep", syntax.Place);

    private Token Take()
    {
        var token = _token;
        _last = token.Place;
        _token = _lexer.Next();
        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (_token.Kind != kind) return false;
        Take();
        return true;
    }

    private void Expect(TokenKind kind, string otherwise)
    {
        if (!TryTake(kind)) throw Fault(otherwise, _token.Place);
    }

    private readonly AlertFilterException Fault(string reason, Place place) => new(reason, _text, place);
}
