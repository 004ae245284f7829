using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinkTyped.Generators.Json;
using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>Makes values of the defaults of a schema. What fits is what the library takes when it reads the same schema at run time.</summary>
internal sealed class DefaultBuilder(Func<FieldNode, TypeModel> typeOf, Func<NamedNode, int, string> memberName)
{
    private readonly Dictionary<FieldNode, DefaultFit> _known = [];

    /// <summary>The default of a field that has one.</summary>
    public DefaultFit Of(FieldNode field)
    {
        if (_known.TryGetValue(field, out var known)) return known;
        // A record whose default holds itself has no end: not for C# to say.
        _known[field] = DefaultFit.Inexpressible;
        return _known[field] = Fit(field.Type.Target, typeOf(field), field.Default!);
    }

    private DefaultFit Fit(AvroNode type, TypeModel model, JsonNode json)
    {
        // A name defined twice with one shape: what is known of the type is known of its first definition.
        if (type is NamedNode named) type = named.Canonical!;
        switch (type, json)
        {
            case (UnionNode union, _): return FitUnion(union, model, json);
            case (PrimitiveNode primitive, _): return FitPrimitive(primitive.Kind, json);
            case (EnumNode symbols, JsonText text):
                var index = symbols.Symbols.ToList().FindIndex(s => s.Value == text.Value);
                return index < 0 ? DefaultFit.Misfit : DefaultFit.Of(new SymbolDefault((NamedModel)model, memberName(symbols, index)));
            case (FixedNode bytes, JsonText text):
                if (text.Value.Length != bytes.Size || text.Value.Any(c => c > 255)) return DefaultFit.Misfit;
                return text.Value.All(c => c == 0) ? DefaultFit.Implied : DefaultFit.Of(new FixedDefault((NamedModel)model, Bytes(text)));
            case (ArrayNode array, JsonArray items): return FitArray(array, (ArrayModel)model, items);
            case (MapNode map, JsonObject entries): return FitMap(map, (MapModel)model, entries);
            case (RecordNode record, JsonObject members): return FitRecord(record, (NamedModel)model, members);
            default: return DefaultFit.Misfit;
        }
    }

    private static DefaultFit FitPrimitive(PrimitiveKind kind, JsonNode json)
    {
        switch (kind, json)
        {
            case (PrimitiveKind.Null, JsonNull): return DefaultFit.Implied;
            case (PrimitiveKind.Boolean, JsonBoolean flag): return DefaultFit.Of(new BooleanDefault(flag.Value));
            case (PrimitiveKind.Int, JsonNumber number):
                return TryGetWhole(number.Text, out var small) && small is >= int.MinValue and <= int.MaxValue
                    ? DefaultFit.Of(new WholeDefault(small, IsLong: false)) : DefaultFit.Misfit;
            case (PrimitiveKind.Long, JsonNumber number):
                return TryGetWhole(number.Text, out var whole) ? DefaultFit.Of(new WholeDefault(whole, IsLong: true)) : DefaultFit.Misfit;
            case (PrimitiveKind.Float, JsonNumber number):
                return float.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) && !float.IsInfinity(single)
                    ? Real(single, isFloat: true) : DefaultFit.Misfit;
            case (PrimitiveKind.Double, JsonNumber number):
                return double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && !double.IsInfinity(real)
                    ? Real(real, isFloat: false) : DefaultFit.Misfit;
            // JSON has no numbers for these; several Avro libraries write them as text.
            case (PrimitiveKind.Float or PrimitiveKind.Double, JsonText { Value: "NaN" or "Infinity" or "-Infinity" } text):
                var special = text.Value switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity };
                return Real(special, kind == PrimitiveKind.Float);
            case (PrimitiveKind.String, JsonText text): return DefaultFit.Of(new TextDefault(text.Value));
            case (PrimitiveKind.Bytes, JsonText text):
                return text.Value.Any(c => c > 255) ? DefaultFit.Misfit : DefaultFit.Of(new BytesDefault(Bytes(text)));
            default: return DefaultFit.Misfit;
        }
    }

    private static DefaultFit Real(double value, bool isFloat) =>
        DefaultFit.Of(new RealDefault(BitConverter.DoubleToInt64Bits(value), isFloat));

    // Also one that is written as 3.0 or 1e3.
    private static bool TryGetWhole(string text, out long number)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)) return true;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return false;
        if (exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue) return false;
        number = (long)exact;
        return true;
    }

    private DefaultFit FitUnion(UnionNode union, TypeModel model, JsonNode json)
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
                var value = FitPrimitive(primitive.Kind, json);
                if (value.Kind != DefaultFitKind.Misfit) return value;
            }
            else if (branchModel is not null)
            {
                var value = Fit(branch, branchModel, json);
                if (value.Kind != DefaultFitKind.Misfit) return value;
            }
            else if (json is not (JsonNull or JsonBoolean or JsonNumber))
            {
                return DefaultFit.Inexpressible;
            }
        }

        return DefaultFit.Misfit;
    }

    private DefaultFit FitArray(ArrayNode array, ArrayModel model, JsonArray json) => Join(
        json.Items.Select(item => Fit(array.Items.Target, model.Item, item)),
        items => new ArrayDefault(model, new(items)));

    private DefaultFit FitMap(MapNode map, MapModel model, JsonObject json) => Join(
        json.Members.Select(member => Fit(map.Values.Target, model.Value, member.Value)),
        values => new MapDefault(model, new(values.Zip(json.Members, (value, member) => new MemberDefault(member.Name, value)))));

    private DefaultFit FitRecord(RecordNode record, NamedModel model, JsonObject json)
    {
        var members = new List<MemberDefault>();
        var worst = DefaultFitKind.Value;
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var field = record.Fields[i];
            var given = json[field.Name];
            if (given is null && field.Default is null) return DefaultFit.Misfit;
            var fit = given is null ? Of(field) : Fit(field.Type.Target, typeOf(field), given);
            if (fit.Kind < worst) worst = fit.Kind;
            // What is not given is set by the property's own initialiser.
            if (given is not null && fit.Value is { } value) members.Add(new MemberDefault(memberName(record, i), value));
        }

        return worst == DefaultFitKind.Value ? DefaultFit.Of(new RecordDefault(model, new(members))) : new DefaultFit(worst, null);
    }

    private static DefaultFit Join(IEnumerable<DefaultFit> parts, Func<IEnumerable<DefaultModel>, DefaultModel> join)
    {
        var all = parts.ToList();
        var worst = all.Count == 0 ? DefaultFitKind.Value : all.Min(p => p.Kind);
        return worst == DefaultFitKind.Value ? DefaultFit.Of(join(all.Select(p => p.Value!))) : new DefaultFit(worst, null);
    }

    private static EquatableArray<byte> Bytes(JsonText text) => new(text.Value.Select(c => (byte)c));
}
