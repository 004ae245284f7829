namespace FinkTyped.Filters;

// Functions that the language itself has, and those that were given.
internal sealed partial class FilterChecker
{
    private static readonly string[] OwnFunctions =
        ["any", "all", "count", "min", "max", "sum", "avg", "first", "last", "contains", "startswith", "endswith", "lower", "upper", "length", "number"];

    private FilterValue Call(CallSyntax call, Scope scope)
    {
        var arguments = call.Arguments;
        switch (call.Name.Text.ToLowerInvariant())
        {
            case "any":
                return Quantifier(call, scope, isAll: false);
            case "all":
                return Quantifier(call, scope, isAll: true);
            case "count":
                return Count(call, scope);
            case "min":
                return Aggregate(AggregateKind.Min, call, scope);
            case "max":
                return Aggregate(AggregateKind.Max, call, scope);
            case "sum":
                return Aggregate(AggregateKind.Sum, call, scope);
            case "avg":
                return Aggregate(AggregateKind.Avg, call, scope);
            case "first":
                return Pick(isLast: false, call, scope);
            case "last":
                return Pick(isLast: true, call, scope);
            case "contains":
                return TextTest(TextTestKind.Contains, call, scope);
            case "startswith":
                return TextTest(TextTestKind.StartsWith, call, scope);
            case "endswith":
                return TextTest(TextTestKind.EndsWith, call, scope);
            case "lower":
                RequireArguments(call, "lower(text)", 1, 1);
                return new CasedText(TextOf(arguments[0], scope), isLower: true);
            case "upper":
                RequireArguments(call, "upper(text)", 1, 1);
                return new CasedText(TextOf(arguments[0], scope), isLower: false);
            case "length":
                RequireArguments(call, "length(text)", 1, 1);
                return new TextLength(TextOf(arguments[0], scope));
            case "number":
                RequireArguments(call, "number(text)", 1, 1);
                return new TextNumber(TextOf(arguments[0], scope));
            default:
                return Given(call, scope);
        }
    }

    private void RequireArguments(CallSyntax call, string usage, int least, int most)
    {
        if (call.Arguments.Length < least || call.Arguments.Length > most)
            throw new AlertFilterException($"this is called as {usage}, not with {call.Arguments.Length} arguments", text, call.Place);
    }

    private TextTest TextTest(TextTestKind kind, CallSyntax call, Scope scope)
    {
        RequireArguments(call, $"{call.Name.Text.ToLowerInvariant()}(text, part)", 2, 2);
        return new TextTest(TextOf(call.Arguments[0], scope), kind, TextOf(call.Arguments[1], scope));
    }

    private FilterValue Given(CallSyntax call, Scope scope)
    {
        if (!functions.TryFind(call.Name.Text, out var function))
        {
            var near = SimilarNames.Find(call.Name.Text.ToLowerInvariant(), OwnFunctions.Concat(functions.Select(f => f.Name)));
            throw new AlertFilterException(
                $"there is no function {call.Name.Text}{(near is null ? "" : $"; did you mean {near}?")}", text, call.Name.Place);
        }

        var left = function.ImplicitFields.Count > 0 && call.Arguments.Length == function.Parameters.Count - function.ImplicitFields.Count;
        if (!left) RequireArguments(call, Usage(function), function.Parameters.Count, function.Parameters.Count);
        if (function.OfText is { } ofText) return Constant(call, ofText);
        var arguments = new NumberValue[function.Parameters.Count];
        var skipped = left ? function.ImplicitFields.Count : 0;
        for (var i = 0; i < skipped; i++) arguments[i] = Implicit(call, function, i, scope);
        for (var i = skipped; i < arguments.Length; i++) arguments[i] = NumberOf(call.Arguments[i - skipped], scope);
        return function.Test is { } test ? new FunctionTest(test, arguments) : Folded(new FunctionNumber(function.Number!, arguments));
    }

    private static string Usage(FilterFunction function) => function.ImplicitFields.Count == 0
        ? function.ToString()
        : $"{function.Name}({string.Join(", ", function.Parameters.Skip(function.ImplicitFields.Count))}) or {function}";

    private NumberValue Implicit(CallSyntax call, FilterFunction function, int parameter, Scope scope)
    {
        var names = function.ImplicitFields[parameter];
        if (FieldFinder.FindImplicit(names, scope) is { } target && ValueAt(target) is (NumberValue or IntegerValue) and var value) return AsNumber(call, value);
        throw new AlertFilterException(
            $"there is no number {string.Join(" or ", names)} here; say which fields are meant: {function}", text, call.Place);
    }

    private NumberConstant Constant(CallSyntax call, Func<string, double> function)
    {
        if (call.Arguments[0] is not TextSyntax argument)
            throw new AlertFilterException("a text in quotes is wanted here", text, call.Arguments[0].Place);
        try
        {
            return new NumberConstant(function(argument.Value));
        }
        catch (FormatException e)
        {
            throw new AlertFilterException(e.Message, text, argument.Place);
        }
    }
}
