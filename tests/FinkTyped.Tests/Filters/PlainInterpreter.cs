using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinkTyped.Filters;

namespace FinkTyped.Tests.Filters;

/// <summary>
/// What a filter means, said a second time and as plainly as can be: over JSON values, with objects for values and null for null. A float is a
/// <see cref="float"/>, so that constants can be compared with it as such.
/// </summary>
internal sealed class PlainInterpreter(JsonElement alert, AvroSchema schema)
{
    private sealed record Scope(JsonElement Json, AvroSchema Schema, Scope? Outer);

    private readonly record struct Place(JsonElement Json, AvroSchema Schema);

    /// <summary>True, false or null for unknown.</summary>
    public bool? Evaluate(FilterSyntax filter) => (bool?)Value(filter, new Scope(alert, schema, null));

    private object? Value(FilterSyntax syntax, Scope scope) => syntax switch
    {
        IntegerSyntax s => s.Value,
        NumberSyntax s => s.Value,
        TextSyntax s => s.Value,
        BooleanSyntax s => s.Value,
        FieldSyntax s => Scalar(Follow(s.Names, scope)),
        NegationSyntax s => Arithmetic(TokenKind.Minus, 0L, Value(s.Value, scope)),
        BinarySyntax { Operator: >= TokenKind.Plus and <= TokenKind.Remainder } s => Arithmetic(s.Operator, Value(s.Left, scope), Value(s.Right, scope)),
        BinarySyntax s => Compare(s.Left, s.Operator, s.Right, scope),
        NotSyntax s => !(bool?)Value(s.Condition, scope),
        LogicSyntax s => Logic(s.IsAnd, s.Conditions.Select(c => (bool?)Value(c, scope))),
        InSyntax s => Logic(false, s.Items.Select(i => Compare(s.Value, TokenKind.Equal, i, scope))),
        BetweenSyntax s => Logic(true, [Compare(s.Value, TokenKind.GreaterOrEqual, s.Low, scope), Compare(s.Value, TokenKind.LessOrEqual, s.High, scope)]),
        LikeSyntax s => Value(s.Value, scope) is string text ? Like(text, s.Pattern.Value) : null,
        IsNullSyntax s => Value(s.Value, scope) is null,
        IsNaNSyntax s => Value(s.Value, scope) is { } value ? double.IsNaN(Double(value)) : null,
        CallSyntax s => Call(s, scope),
        _ => throw new NotSupportedException(syntax.ToString()),
    };

    private static bool? Logic(bool isAnd, IEnumerable<bool?> parts)
    {
        var all = parts.ToList();
        return all.Contains(!isAnd) ? !isAnd : all.Contains(null) ? null : isAnd;
    }

    private static AvroSchema Bare(AvroSchema schema) =>
        schema is AvroUnionSchema { Branches.Count: 2 } union && union.Branches.Any(b => b.Type == AvroType.Null)
            ? union.Branches.First(b => b.Type != AvroType.Null)
            : schema;

    private static Place Follow(NameSyntax[] names, Scope scope)
    {
        Place? found = null;
        for (var at = scope; at is not null && found is null; at = at.Outer)
        {
            if (Bare(at.Schema) is AvroRecordSchema record && record.TryGetField(names[0].Text, out var field)) found = Step(new Place(at.Json, at.Schema), field.Name);
            else if (Bare(at.Schema) is not AvroRecordSchema && names[0].Text == "it") found = new Place(at.Json, at.Schema);
        }

        var place = found!.Value;
        foreach (var name in names.Skip(1)) place = Step(place, name.Text);
        return place;
    }

    private static Place Step(Place place, string name)
    {
        var inner = Bare(place.Schema) is AvroRecordSchema record ? record.Fields.Single(f => f.Name == name).Schema : ((AvroMapSchema)Bare(place.Schema)).Values;
        return new Place(place.Json.ValueKind == JsonValueKind.Object && place.Json.TryGetProperty(name, out var value) ? value : default, inner);
    }

    private static object? Scalar(Place place)
    {
        if (place.Json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        return Bare(place.Schema).Type switch
        {
            AvroType.Boolean => place.Json.GetBoolean(),
            AvroType.Int or AvroType.Long => place.Json.GetInt64(),
            AvroType.Float => (float)Number(place.Json),
            AvroType.Double => Number(place.Json),
            AvroType.String or AvroType.Enum => place.Json.GetString(),
            _ => place.Json,
        };
    }

    private static double Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble();

    private static double Double(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static object? Arithmetic(TokenKind sign, object? left, object? right)
    {
        if (left is null || right is null) return null;
        if (left is long a && right is long b && sign != TokenKind.Divide)
        {
            if (sign == TokenKind.Remainder && b == 0) return null;
            var exact = sign switch
            {
                TokenKind.Plus => (BigInteger)a + b,
                TokenKind.Minus => (BigInteger)a - b,
                TokenKind.Times => (BigInteger)a * b,
                _ => BigInteger.Remainder(a, b),
            };
            return exact >= long.MinValue && exact <= long.MaxValue ? (long)exact : null;
        }

        var (x, y) = (Double(left), Double(right));
        return sign switch
        {
            TokenKind.Plus => x + y,
            TokenKind.Minus => x - y,
            TokenKind.Times => x * y,
            TokenKind.Divide => x / y,
            _ => x % y,
        };
    }

    private static bool IsConstant(FilterSyntax syntax) => syntax switch
    {
        IntegerSyntax or NumberSyntax => true,
        NegationSyntax s => IsConstant(s.Value),
        BinarySyntax { Operator: >= TokenKind.Plus and <= TokenKind.Remainder } s => IsConstant(s.Left) && IsConstant(s.Right),
        CallSyntax { Name.Text: "jd" or "mjd" } => true,
        CallSyntax { Name.Text: "abs" or "sqrt" } s => IsConstant(s.Arguments[0]),
        _ => false,
    };

    private bool? Compare(FilterSyntax left, TokenKind sign, FilterSyntax right, Scope scope)
    {
        var (a, b) = (Value(left, scope), Value(right, scope));
        if (a is null || b is null) return null;
        if (a is float && b is not float && IsConstant(right)) b = Narrow(b);
        if (b is float && a is not float && IsConstant(left)) a = Narrow(a);
        if (a is bool x && b is bool y) return sign == TokenKind.Equal ? x == y : x != y;
        if (a is string s && b is string t) return Holds(sign, Encoding.UTF8.GetBytes(s).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(t)));
        if (double.IsNaN(Double(a)) || double.IsNaN(Double(b))) return sign == TokenKind.NotEqual;
        if (a is long i && b is long j) return Holds(sign, i.CompareTo(j));
        if (a is long integer) return Holds(sign, Order(integer, Double(b)));
        return Holds(sign, b is long other ? -Order(other, Double(a)) : Double(a).CompareTo(Double(b)));
    }

    private static object Narrow(object value) => float.IsFinite((float)Double(value)) ? (double)(float)Double(value) : value;

    private static int Order(long a, double b)
    {
        if (double.IsInfinity(b)) return b > 0 ? -1 : 1;
        var floor = Math.Floor(b);
        var order = ((BigInteger)a).CompareTo((BigInteger)floor);
        return order != 0 ? order : b > floor ? -1 : 0;
    }

    private static bool Holds(TokenKind sign, int order) => sign switch
    {
        TokenKind.Equal => order == 0,
        TokenKind.NotEqual => order != 0,
        TokenKind.Less => order < 0,
        TokenKind.LessOrEqual => order <= 0,
        TokenKind.Greater => order > 0,
        _ => order >= 0,
    };

    private static bool Like(string text, string pattern)
    {
        var regex = new StringBuilder("^");
        foreach (var rune in pattern.EnumerateRunes())
            regex.Append(rune.Value == '%' ? ".*" : rune.Value == '_' ? "(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|.)" : Regex.Escape(rune.ToString()));
        return Regex.IsMatch(text, $"{regex}\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private object? Call(CallSyntax call, Scope scope)
    {
        var arguments = call.Arguments;
        switch (call.Name.Text)
        {
            case "contains" or "startswith" or "endswith":
                if (Value(arguments[0], scope) is not string text || Value(arguments[1], scope) is not string part) return null;
                return call.Name.Text == "contains" ? text.Contains(part, StringComparison.Ordinal)
                    : call.Name.Text == "startswith" ? text.StartsWith(part, StringComparison.Ordinal) : text.EndsWith(part, StringComparison.Ordinal);
            case "lower":
                return ((string?)Value(arguments[0], scope))?.ToLowerInvariant();
            case "upper":
                return ((string?)Value(arguments[0], scope))?.ToUpperInvariant();
            case "length":
                return Value(arguments[0], scope) is string counted ? (long)counted.EnumerateRunes().Count() : null;
            case "number":
                return double.TryParse((string?)Value(arguments[0], scope), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            case "abs":
                return Value(arguments[0], scope) is { } signed ? Math.Abs(Double(signed)) : null;
            case "sqrt":
                return Value(arguments[0], scope) is { } square ? Math.Sqrt(Double(square)) : null;
            default:
                return OfList(call, scope);
        }
    }

    private object? OfList(CallSyntax call, Scope scope)
    {
        var name = call.Name.Text;
        var arguments = call.Arguments.ToList();
        var names = ((FieldSyntax)arguments[0]).Names;
        var place = Follow([names[0]], scope);
        var used = 1;
        while (used < names.Length && Bare(place.Schema) is not AvroArraySchema) place = Step(place, names[used++].Text);
        var itemSchema = Bare(place.Schema) is AvroArraySchema array ? array.Items : ((AvroMapSchema)Bare(place.Schema)).Values;
        var items = place.Json.ValueKind switch
        {
            JsonValueKind.Array => place.Json.EnumerateArray().ToList(),
            JsonValueKind.Object => place.Json.EnumerateObject().Select(p => p.Value).ToList(),
            _ => [],
        };
        var scopes = items.ConvertAll(i => new Scope(i, itemSchema, scope));
        if (name is "any" or "all") return Logic(name == "all", scopes.Select(s => (bool?)Value(arguments[1], s)));
        FilterSyntax? value = used < names.Length ? new FieldSyntax(default, names[used..])
            : Bare(itemSchema) is not AvroRecordSchema && (name == "count" || arguments.Count < 3) && name != "count" ? new FieldSyntax(default, [new NameSyntax("it", default)]) : null;
        var next = 1;
        if (value is null && name != "count") value = arguments[next++];
        if (next < arguments.Count) scopes = scopes.Where(s => (bool?)Value(arguments[next], s) == true).ToList();
        if (name == "count") return (long)scopes.Count(s => value is null || Value(value, s) is not null);
        if (name is "first" or "last") return scopes.Count == 0 ? null : Value(value!, name == "first" ? scopes[0] : scopes[^1]);
        var values = scopes.Select(s => Value(value!, s)).Where(v => v is not null && !double.IsNaN(Double(v))).ToList();
        if (values.Count == 0) return null;
        switch (name)
        {
            case "min":
                return values.Aggregate((a, b) => Less(b!, a!) ? b : a);
            case "max":
                return values.Aggregate((a, b) => Less(a!, b!) ? b : a);
            case "sum" when values[0] is long:
                var sum = values.Aggregate(BigInteger.Zero, (total, v) => total + (long)v!);
                return sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : null;
            case "sum":
                return values.Skip(1).Aggregate(Double(values[0]!), (total, v) => total + Double(v!));
            default:
                return values.Skip(1).Aggregate(Double(values[0]!), (total, v) => total + Double(v!)) / values.Count;
        }
    }

    private static bool Less(object a, object b) => a is long x && b is long y ? x < y : Double(a) < Double(b);
}
