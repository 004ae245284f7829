using System.Text.Json;

namespace FinkTyped;

/// <summary>Types that are referred to before they are defined, as Java lets schema files have them: read where they are first referred to.</summary>
internal ref partial struct AvroSchemaParser
{
    private AvroSchema? FindLater(string name, string? enclosing)
    {
        _definitions ??= IndexDefinitions();
        var isNear = enclosing is not null && !name.Contains('.');
        if (!(isNear && _definitions.TryGetValue(SchemaNames.Full(enclosing, name), out var found))
            && !_definitions.TryGetValue(name.StartsWith('.') ? name[1..] : name, out found))
        {
            return null;
        }

        _readEarly ??= [];
        return _readEarly[found.At] = ParseObject(found.At, found.Enclosing);
    }

    /// <summary>The first definition of each name, without reading any.</summary>
    private readonly Dictionary<string, (int At, string? Enclosing)> IndexDefinitions()
    {
        var definitions = new Dictionary<string, (int At, string? Enclosing)>(StringComparer.Ordinal);
        var open = new Stack<(int At, string? Enclosing)>();
        open.Push((0, null));
        while (open.TryPop(out var type))
        {
            if (_text[type.At].Kind == JsonTokenType.StartArray)
            {
                for (var i = type.At + 1; i < _text.After(type.At); i = _text.After(i)) open.Push((i, type.Enclosing));
            }
            else if (_text[type.At].Kind == JsonTokenType.StartObject)
            {
                IndexObject(type.At, type.Enclosing, definitions, open);
            }
        }

        return definitions;
    }

    private readonly void IndexObject(int at, string? enclosing, Dictionary<string, (int At, string? Enclosing)> definitions, Stack<(int At, string? Enclosing)> open)
    {
        var text = _text;
        var attributes = SchemaAttributes.Of(ref text, at, isLenient: true);
        if (attributes.Type == 0) return;
        if (_text[attributes.Type].Kind != JsonTokenType.String)
        {
            open.Push((attributes.Type, enclosing));
            return;
        }

        switch (_text.Text(attributes.Type))
        {
            case "array" when attributes.Items != 0:
                open.Push((attributes.Items, enclosing));
                break;
            case "map" when attributes.Values != 0:
                open.Push((attributes.Values, enclosing));
                break;
            case "record" or "error" or "enum" or "fixed" when TrySplitName(attributes, enclosing, out var @namespace, out var name):
                var fullName = SchemaNames.Full(@namespace, name);
                if (!definitions.TryGetValue(fullName, out var first) || at < first.At) definitions[fullName] = (at, enclosing);
                if (attributes.Fields == 0 || _text[attributes.Fields].Kind != JsonTokenType.StartArray) break;
                for (var i = attributes.Fields + 1; i < _text.After(attributes.Fields); i = _text.After(i))
                {
                    // A field is indexed as an object around its type.
                    if (_text[i].Kind == JsonTokenType.StartObject) open.Push((TypeOf(i), @namespace));
                }

                break;
        }
    }

    // The type of a field; the field itself, which is then none, where it has none.
    private readonly int TypeOf(int field)
    {
        var text = _text;
        return SchemaAttributes.Of(ref text, field, isLenient: true).Type is > 0 and var type ? type : field;
    }

    private readonly bool TrySplitName(in SchemaAttributes attributes, string? enclosing, out string? @namespace, out string name)
    {
        @namespace = enclosing;
        name = "";
        if (attributes.Name == 0 || _text[attributes.Name].Kind != JsonTokenType.String) return false;
        name = _text.Text(attributes.Name);
        var dot = name.LastIndexOf('.');
        if (dot >= 0) @namespace = dot == 0 ? null : name[..dot];
        else if (attributes.Namespace != 0) @namespace = _text[attributes.Namespace].Kind == JsonTokenType.String && _text.Text(attributes.Namespace) is { Length: > 0 } own ? own : null;
        name = name[(dot + 1)..];
        return true;
    }
}
