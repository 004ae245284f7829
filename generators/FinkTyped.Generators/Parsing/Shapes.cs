using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>
/// Finds out which definitions are the same type. A name may be defined several times; definitions of one name and one shape are
/// one type, definitions of one name and different shapes are different types.
/// </summary>
internal sealed class Shapes
{
    private readonly Dictionary<string, NamedNode> _byShape = [];
    private readonly Dictionary<NamedNode, int> _numbers = [];

    /// <summary>Sets <see cref="NamedNode.Canonical"/> of every definition in the schemas of a set.</summary>
    public static void Compare(IEnumerable<AvroNode> roots)
    {
        var shapes = new Shapes();
        foreach (var root in roots) shapes.ShapeOf(root, null);
    }

    private string ShapeOf(AvroNode type, NamedNode? self) => type switch
    {
        PrimitiveNode primitive => AvroNames.Of(primitive.Kind),
        ArrayNode array => "[" + ShapeOf(array.Items, self) + "]",
        MapNode map => "{" + ShapeOf(map.Values, self) + "}",
        UnionNode union => "(" + string.Join("|", union.Branches.Select(b => ShapeOf(b, self))) + ")",
        // A definition is not complete while its own fields are looked at. Within itself "me" says enough; what refers to a definition
        // further out is bound to that very one.
        ReferenceNode reference when reference.Definition == self => "me",
        ReferenceNode reference => Number(reference.Definition.Canonical ?? reference.Definition),
        NamedNode named => Define(named),
        _ => "",
    };

    private string Define(NamedNode named)
    {
        var shape = new StringBuilder(named.FullName);
        switch (named)
        {
            case RecordNode record:
                foreach (var field in record.Fields)
                {
                    shape.Append(' ').Append(field.Name).Append(':').Append(ShapeOf(field.Type, named));
                    if (field.Default is { } preset) shape.Append('=').Append(JsonText(preset));
                }

                break;
            case EnumNode symbols:
                foreach (var symbol in symbols.Symbols) shape.Append(' ').Append(symbol.Value);
                break;
            case FixedNode bytes:
                shape.Append(' ').Append(bytes.Size.ToString(CultureInfo.InvariantCulture));
                break;
        }

        var key = shape.ToString();
        if (!_byShape.TryGetValue(key, out var first)) _byShape.Add(key, first = named);
        named.Canonical = first;
        return Number(first);
    }

    private string Number(NamedNode named)
    {
        if (!_numbers.TryGetValue(named, out var number)) _numbers.Add(named, number = _numbers.Count);
        return "#" + number.ToString(CultureInfo.InvariantCulture);
    }

    private static string JsonText(JsonNode json)
    {
        var text = new StringBuilder();
        new SchemaJsonWriter(text).WriteValue(json);
        return text.ToString();
    }
}
