using System.Collections.Generic;

namespace FinkTyped.Generators.Json;

/// <summary>A piece of a JSON text that knows where it stands.</summary>
internal abstract class JsonNode(TextRange range)
{
    /// <summary>Where the node stands in the text, quotes and brackets included.</summary>
    public TextRange Range { get; } = range;
}

/// <summary>A JSON object: its members in their order.</summary>
internal sealed class JsonObject(TextRange range, IReadOnlyList<JsonMember> members) : JsonNode(range)
{
    public IReadOnlyList<JsonMember> Members { get; } = members;

    /// <summary>The members whose names came before.</summary>
    public IEnumerable<(string Name, TextRange Range)> Twice
    {
        get
        {
            var names = new HashSet<string>();
            foreach (var member in Members)
            {
                if (!names.Add(member.Name)) yield return (member.Name, member.NameRange);
            }
        }
    }

    /// <summary>The value of the member of that name, the last one where it comes several times; null where there is none.</summary>
    public JsonNode? this[string name] => Member(name)?.Value;

    /// <summary>The member of that name, the last one where it comes several times; null where there is none.</summary>
    public JsonMember? Member(string name)
    {
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (Members[i].Name == name) return Members[i];
        }

        return null;
    }
}

/// <summary>A member of a JSON object.</summary>
internal sealed class JsonMember(string name, TextRange nameRange, JsonNode value)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public JsonNode Value { get; } = value;
}

/// <summary>A JSON array.</summary>
internal sealed class JsonArray(TextRange range, IReadOnlyList<JsonNode> items) : JsonNode(range)
{
    public IReadOnlyList<JsonNode> Items { get; } = items;
}

/// <summary>A JSON string.</summary>
internal sealed class JsonText(TextRange range, string value) : JsonNode(range)
{
    public string Value { get; } = value;
}

/// <summary>A JSON number, as it is written.</summary>
internal sealed class JsonNumber(TextRange range, string text) : JsonNode(range)
{
    public string Text { get; } = text;
}

/// <summary>true or false.</summary>
internal sealed class JsonBoolean(TextRange range, bool value) : JsonNode(range)
{
    public bool Value { get; } = value;
}

/// <summary>null.</summary>
internal sealed class JsonNull(TextRange range) : JsonNode(range);
