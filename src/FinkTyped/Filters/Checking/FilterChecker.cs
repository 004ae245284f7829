namespace FinkTyped.Filters;

/// <summary>
/// Finds the fields of a filter in the writer's schema and checks every type; what comes out looks at alerts of that schema. What is wrong is
/// said with its place in the text.
/// </summary>
internal sealed partial class FilterChecker(string text, FilterFunctions functions, AvroSchema writer, AvroLimits limits)
{
    private readonly FieldFinder _fields = new(text, writer, limits);

    /// <summary>The condition that a filter is.</summary>
    /// <exception cref="AlertFilterException">It is none, or not for this schema.</exception>
    public Condition Check(FilterSyntax filter)
    {
        if (writer.WithoutNull(out _) is not AvroRecordSchema alert) throw new AlertFilterException("the alerts of this schema are no records", text, filter.Place);
        return ConditionOf(filter, new Scope(alert, 0, null, null));
    }

    private FilterValue Value(FilterSyntax syntax, Scope scope) => syntax switch
    {
        IntegerSyntax integer => new IntegerConstant(integer.Value),
        NumberSyntax number => new NumberConstant(number.Value),
        TextSyntax value => new TextConstant(value.Value),
        BooleanSyntax truth => new TruthConstant(truth.Value),
        FieldSyntax field => Field(field, scope),
        NegationSyntax negation => Arithmetic(TokenKind.Minus, new IntegerSyntax(negation.Place, 0), negation.Value, scope),
        BinarySyntax { Operator: TokenKind.Plus or TokenKind.Minus or TokenKind.Times or TokenKind.Divide or TokenKind.Remainder } binary =>
            Arithmetic(binary.Operator, binary.Left, binary.Right, scope),
        BinarySyntax binary => Comparison(binary, scope),
        NotSyntax not => new Negation(ConditionOf(not.Condition, scope)),
        LogicSyntax { IsAnd: true } logic => Junction.All(Array.ConvertAll(logic.Conditions, c => ConditionOf(c, scope))),
        LogicSyntax logic => Junction.Any(Array.ConvertAll(logic.Conditions, c => ConditionOf(c, scope))),
        InSyntax membership => In(membership, scope),
        BetweenSyntax between => Between(between, scope),
        LikeSyntax like => new LikeTest(TextOf(like.Value, scope), like.Pattern.Value),
        IsNullSyntax test => new NullTest(Value(test.Value, scope)),
        IsNaNSyntax test => new NaNTest(NumberOf(test.Value, scope)),
        CallSyntax call => Call(call, scope),
        _ => throw new InvalidOperationException($"{syntax.GetType()} is unknown"),
    };

    private Condition ConditionOf(FilterSyntax syntax, Scope scope) =>
        Value(syntax, scope) is var value && value is Condition condition ? condition : throw Unfit(syntax, value, "a condition");

    private TextValue TextOf(FilterSyntax syntax, Scope scope) =>
        Value(syntax, scope) is var value && value is TextValue found ? found : throw Unfit(syntax, value, "text");

    private NumberValue NumberOf(FilterSyntax syntax, Scope scope) => AsNumber(syntax, Value(syntax, scope));

    private NumberValue AsNumber(FilterSyntax syntax, FilterValue value) => value switch
    {
        NumberValue number => number,
        IntegerConstant integer => new NumberConstant(integer.Value),
        IntegerValue integer => new IntegerAsNumber(integer),
        _ => throw Unfit(syntax, value, "a number"),
    };

    private AlertFilterException Unfit(FilterSyntax syntax, FilterValue value, string wanted)
    {
        var what = syntax is FieldSyntax field ? text.Substring(field.Place.Start, field.Place.Length) : "this";
        var hint = value is OtherField or OtherValue or OtherRecord ? FieldKinds.Hint(value.Kind)
            : value is TextValue && wanted == "a number" ? "; number(…) makes one of it"
            : wanted == "a condition" ? "; compare it with something" : "";
        return new AlertFilterException($"{what} is {value.Kind}, and {wanted} is wanted here{hint}", text, syntax.Place);
    }

    private FilterValue Field(FieldSyntax field, Scope scope)
    {
        var target = _fields.Find(field, scope, out var used);
        if (used < field.Names.Length)
        {
            throw new AlertFilterException(
                $"{text[field.Place.Start..field.Names[used - 1].Place.End]} is a list; say which of its values: any(list, condition), or count, min, max, sum, "
                + "avg, first and last", text, field.Place);
        }

        return ValueAt(target);
    }

    private static FilterValue ValueAt(Target target)
    {
        if (target.Field < 0) return ValueWithin(target);
        var (record, field) = (target.Record!, target.Field);
        return target.Schema.Type switch
        {
            AvroType.Boolean => new BooleanField(record, field),
            AvroType.Int => new IntField(record, field),
            AvroType.Long => new LongField(record, field),
            AvroType.Float => new FloatField(record, field),
            AvroType.Double => new DoubleField(record, field),
            AvroType.String => new TextField(record, field),
            AvroType.Enum => new EnumField(record, field, (AvroEnumSchema)target.Schema),
            AvroType.Union => new OtherValue(target.AsValue(), FieldKinds.Of(target.Schema), (AvroUnionSchema)target.Schema),
            _ => new OtherField(record, field, FieldKinds.Of(target.Schema)),
        };
    }

    private static FilterValue ValueWithin(Target target)
    {
        if (target.Schema is AvroRecordSchema) return new OtherRecord(target.AsRecord());
        var source = target.Value!;
        return target.Schema.Type switch
        {
            AvroType.Boolean => new BooleanOfValue(source),
            AvroType.Int => new IntegerOfValue(source, isInt: true),
            AvroType.Long => new IntegerOfValue(source, isInt: false),
            AvroType.Float => new NumberOfValue(source, isFloat: true),
            AvroType.Double => new NumberOfValue(source, isFloat: false),
            AvroType.String => new TextOfValue(source),
            AvroType.Enum => new EnumOfValue(source, (AvroEnumSchema)target.Schema),
            _ => new OtherValue(source, FieldKinds.Of(target.Schema), target.Schema as AvroUnionSchema),
        };
    }

    private FilterValue Arithmetic(TokenKind sign, FilterSyntax left, FilterSyntax right, Scope scope)
    {
        var (a, b) = (Value(left, scope), Value(right, scope));
        // A quotient of integers is seldom whole.
        if (a is IntegerValue x && b is IntegerValue y && sign != TokenKind.Divide) return Folded(new IntegerArithmetic(x, sign, y));
        return Folded(new NumberArithmetic(AsNumber(left, a), sign, AsNumber(right, b)));
    }

    // What needs no alert is computed now.
    private static FilterValue Folded(FilterValue value)
    {
        FilterFrame frame = default;
        return value switch
        {
            IntegerValue { IsConstant: true } integer when integer.TryGet(ref frame, out var result) => new IntegerConstant(result),
            NumberValue { IsConstant: true } number when number.TryGet(ref frame, out var result) => new NumberConstant(result),
            _ => value,
        };
    }
}
