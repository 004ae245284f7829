namespace FinkTyped.Filters;

// What goes through a list.
internal sealed partial class FilterChecker
{
    private Condition Quantifier(CallSyntax call, Scope scope, bool isAll)
    {
        RequireArguments(call, $"{call.Name.Text.ToLowerInvariant()}(list, condition)", 2, 2);
        var list = List(call, scope, out var inner, out var rest);
        if (rest is not null) throw new AlertFilterException("only the list should be named here; its fields belong into the condition", text, rest.Place);
        var condition = ConditionOf(call.Arguments[1], inner);
        return new Quantified(list, condition, isAll ? Truth.False : Truth.True);
    }

    private ItemCount Count(CallSyntax call, Scope scope)
    {
        RequireArguments(call, "count(list) or count(list, condition)", 1, 2);
        var list = List(call, scope, out var inner, out var rest);
        var condition = call.Arguments.Length == 2 ? ConditionOf(call.Arguments[1], inner) : null;
        // The values of a field are those that are not null.
        if (rest is null) return new ItemCount(list, condition);
        var isThere = new Negation(new NullTest(Field(rest, inner)));
        return new ItemCount(list, condition is null ? isThere : Junction.All([isThere, condition]));
    }

    private FilterValue Aggregate(AggregateKind kind, CallSyntax call, Scope scope)
    {
        var list = ListAndValue(call, scope, out var syntax, out var value, out var condition);
        return value switch
        {
            IntegerValue integer when kind != AggregateKind.Avg => new IntegerAggregate(kind, list, integer, condition),
            IntegerValue or NumberValue => new NumberAggregate(kind, list, AsNumber(syntax, value), condition),
            _ => throw Unfit(syntax, value, "a number"),
        };
    }

    private FilterValue Pick(bool isLast, CallSyntax call, Scope scope)
    {
        var list = ListAndValue(call, scope, out var syntax, out var value, out var condition);
        var item = new PickedItem(isLast, list, condition);
        return value switch
        {
            IntegerValue integer => new PickedInteger(item, integer),
            NumberValue number => new PickedNumber(item, number),
            TextValue found => new PickedText(item, found),
            Condition truth => new PickedTruth(item, truth),
            _ => throw Unfit(syntax, value, "a number, text or condition"),
        };
    }

    // max(list, value), max(list, value, condition), max(list.field) and max(list.field, condition); of a list without records max(list) as well.
    private FilterList ListAndValue(CallSyntax call, Scope scope, out FilterSyntax syntax, out FilterValue value, out Condition? condition)
    {
        var name = call.Name.Text.ToLowerInvariant();
        var usage = $"{name}(list, value), {name}(list, value, condition) or {name}(list.field)";
        RequireArguments(call, usage, 1, 3);
        var list = List(call, scope, out var inner, out var rest);
        condition = null;
        if (rest is not null || (inner.Record is null && call.Arguments.Length < 3))
        {
            var place = call.Arguments[0].Place;
            syntax = rest ?? new FieldSyntax(place, [new NameSyntax(FieldFinder.Item, place)]);
            value = Field((FieldSyntax)syntax, inner);
            if (call.Arguments.Length == 1) return list;
            RequireArguments(call, usage, 2, 2);
            // Of an item that is no record, what follows may be a condition or what is made of the item.
            if (rest is not null || Value(call.Arguments[1], inner) is Condition) condition = ConditionOf(call.Arguments[1], inner);
            else value = Value(syntax = call.Arguments[1], inner);
            return list;
        }

        RequireArguments(call, usage, 2, 3);
        syntax = call.Arguments[1];
        value = Value(syntax, inner);
        if (call.Arguments.Length == 3) condition = ConditionOf(call.Arguments[2], inner);
        return list;
    }

    private FilterList List(CallSyntax call, Scope scope, out Scope inner, out FieldSyntax? rest)
    {
        if (call.Arguments[0] is not FieldSyntax field) throw new AlertFilterException("the name of a list is wanted here", text, call.Arguments[0].Place);
        var target = _fields.Find(field, scope, out var used);
        rest = used == field.Names.Length
            ? null
            : new FieldSyntax(field.Names[used].Place.To(field.Names[^1].Place), field.Names[used..]);
        var items = target.Schema switch
        {
            AvroArraySchema array => array.Items,
            AvroMapSchema map => map.Values,
            _ => throw new AlertFilterException(
                $"{text.Substring(field.Place.Start, field.Place.Length)} is {FieldKinds.Of(target.Schema)}, and a list is wanted here", text, field.Place),
        };
        var isArray = target.Schema is AvroArraySchema;
        var record = items.WithoutNull(out _) as AvroRecordSchema;
        var level = scope.Level;
        if (record is not null && ++level > FilterFrame.MaxLevel)
            throw new AlertFilterException($"more than {FilterFrame.MaxLevel} lists of records one within the other", text, field.Place);
        inner = new Scope(record, level, items, scope);
        var kind = record is null
            ? isArray ? ListKind.Array : ListKind.Map
            : isArray ? ListKind.RecordArray : ListKind.RecordMap;
        return target.Field >= 0
            ? new FilterList(kind, target.Record, target.Field, null, level)
            : new FilterList(kind, null, -1, target.AsValue(), level);
    }
}
