using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinkTyped.Generators.Emit;
using FinkTyped.Generators.Json;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Parsing;

/// <summary>Turns the defaults of a schema into C# expressions.</summary>
internal sealed class DefaultValues(CSharpTypes types, Func<FieldNode, TypeModel> typeOf, Func<NamedNode, int, string> memberName)
{
    private readonly Dictionary<FieldNode, DefaultValue> _known = [];

    /// <summary>The default of a field that has one.</summary>
    public DefaultValue Of(FieldNode field)
    {
        if (_known.TryGetValue(field, out var known)) return known;
        // A record whose default holds itself has no end: not for C# to say.
        _known[field] = DefaultValue.Inexpressible;
        return _known[field] = Express(field.Type.Target, typeOf(field), field.Default!);
    }

    private DefaultValue Express(AvroNode type, TypeModel model, JsonNode json)
    {
        // A name defined twice with one shape: what is known of the type is known of its first definition.
        if (type is NamedNode named) type = named.Canonical!;
        switch (type, json)
        {
            case (UnionNode union, _): return ExpressUnion(union, model, json);
            case (PrimitiveNode primitive, _): return ExpressPrimitive(primitive.Kind, json);
            case (EnumNode symbols, JsonText text):
                var index = symbols.Symbols.ToList().FindIndex(s => s.Value == text.Value);
                if (index < 0) return DefaultValue.Misfit;
                return DefaultValue.Of(types.Of(model) + "." + Identifiers.Escape(memberName(symbols, index)));
            case (FixedNode bytes, JsonText text):
                if (text.Value.Length != bytes.Size || text.Value.Any(c => c > 255)) return DefaultValue.Misfit;
                return text.Value.All(c => c == 0) ? DefaultValue.Implied : DefaultValue.Of($"new {types.Of(model)}({Bytes(text.Value)})");
            case (ArrayNode array, JsonArray items): return ExpressArray(array, (ArrayModel)model, items);
            case (MapNode map, JsonObject entries): return ExpressMap(map, (MapModel)model, entries);
            case (RecordNode record, JsonObject members): return ExpressRecord(record, model, members);
            default: return DefaultValue.Misfit;
        }
    }

    private static DefaultValue ExpressPrimitive(PrimitiveKind kind, JsonNode json)
    {
        switch (kind, json)
        {
            case (PrimitiveKind.Null, JsonNull): return DefaultValue.Implied;
            case (PrimitiveKind.Boolean, JsonBoolean value): return value.Value ? DefaultValue.Of("true") : DefaultValue.Of("false");
            case (PrimitiveKind.Int, JsonNumber number):
                return int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                    ? DefaultValue.Of(number.Text) : DefaultValue.Misfit;
            case (PrimitiveKind.Long, JsonNumber number):
                return long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                    ? DefaultValue.Of(number.Text + "L") : DefaultValue.Misfit;
            case (PrimitiveKind.Float, JsonNumber number): return Real(number.Text, float.MaxValue, "F");
            case (PrimitiveKind.Double, JsonNumber number): return Real(number.Text, double.MaxValue, "D");
            // JSON has no numbers for these; several Avro libraries write them as text.
            case (PrimitiveKind.Float or PrimitiveKind.Double, JsonText { Value: "NaN" or "Infinity" or "-Infinity" } text):
                var name = text.Value switch { "NaN" => "NaN", "Infinity" => "PositiveInfinity", _ => "NegativeInfinity" };
                return DefaultValue.Of((kind == PrimitiveKind.Float ? "float." : "double.") + name);
            case (PrimitiveKind.String, JsonText text): return DefaultValue.Of(CSharpLiteral.Text(text.Value));
            case (PrimitiveKind.Bytes, JsonText text):
                if (text.Value.Any(c => c > 255)) return DefaultValue.Misfit;
                return DefaultValue.Of($"new {CSharpTypes.Bytes}({Bytes(text.Value)})");
            default: return DefaultValue.Misfit;
        }
    }

    // A JSON number with a suffix is a C# number.
    private static DefaultValue Real(string text, double most, string suffix) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most
            ? DefaultValue.Of(text + suffix) : DefaultValue.Misfit;

    private DefaultValue ExpressUnion(UnionNode union, TypeModel model, JsonNode json)
    {
        for (var i = 0; i < union.Branches.Count; i++)
        {
            var branch = union.Branches[i].Target;
            var branchModel = model switch
            {
                NullableModel nullable => i == nullable.NullIndex ? null : nullable.Value,
                SingleModel single => single.Value,
                _ => null,
            };
            if (branch is PrimitiveNode primitive)
            {
                var value = ExpressPrimitive(primitive.Kind, json);
                if (value.Kind != DefaultKind.Misfit) return value;
            }
            else if (branchModel is not null)
            {
                var value = Express(branch, branchModel, json);
                if (value.Kind != DefaultKind.Misfit) return value;
            }
            else if (json is not (JsonNull or JsonBoolean or JsonNumber))
            {
                return DefaultValue.Inexpressible;
            }
        }

        return DefaultValue.Misfit;
    }

    private DefaultValue ExpressArray(ArrayNode array, ArrayModel model, JsonArray json)
    {
        if (json.Items.Count == 0) return DefaultValue.Of(types.Of(model) + ".Empty");
        var items = json.Items.Select(item => Express(array.Items.Target, model.Item, item)).ToList();
        return Join(items, all => $"global::FinkTyped.AvroArray.Create<{types.Of(model.Item)}>([{string.Join(", ", all)}])");
    }

    private DefaultValue ExpressMap(MapNode map, MapModel model, JsonObject json)
    {
        if (json.Members.Count == 0) return DefaultValue.Of(types.Of(model) + ".Empty");
        var values = json.Members.Select(member => Express(map.Values.Target, model.Value, member.Value)).ToList();
        return Join(values, all =>
        {
            var entries = all.Zip(json.Members, (value, member) => $"new({CSharpLiteral.Text(member.Name)}, {value})");
            return $"new {types.Of(model)}([{string.Join(", ", entries)}])";
        });
    }

    private DefaultValue ExpressRecord(RecordNode record, TypeModel model, JsonObject json)
    {
        var setters = new List<string>();
        var worst = DefaultKind.Expression;
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var field = record.Fields[i];
            var isGiven = json[field.Name] is not null;
            if (!isGiven && field.Default is null) return DefaultValue.Misfit;
            var value = isGiven ? Express(field.Type.Target, typeOf(field), json[field.Name]!) : Of(field);
            if (value.Kind < worst && !value.IsExpressible) worst = value.Kind;
            // What is not given is set by the property's own initialiser.
            if (isGiven) setters.Add(memberName(record, i) + " = " + value.Expression);
        }

        if (worst == DefaultKind.Misfit) return DefaultValue.Misfit;
        if (worst == DefaultKind.Inexpressible) return DefaultValue.Inexpressible;
        return DefaultValue.Of(setters.Count == 0 ? $"new {types.Of(model)}()" : $"new {types.Of(model)} {{ {string.Join(", ", setters)} }}");
    }

    private static DefaultValue Join(List<DefaultValue> parts, Func<IEnumerable<string>, string> join)
    {
        if (parts.Any(p => p.Kind == DefaultKind.Misfit)) return DefaultValue.Misfit;
        if (parts.Any(p => p.Kind == DefaultKind.Inexpressible)) return DefaultValue.Inexpressible;
        return DefaultValue.Of(join(parts.Select(p => p.Expression!)));
    }

    private static string Bytes(string text) =>
        text.Length == 0 ? "[]" : "new byte[] { " + string.Join(", ", text.Select(c => ((int)c).ToString(CultureInfo.InvariantCulture))) + " }";
}
