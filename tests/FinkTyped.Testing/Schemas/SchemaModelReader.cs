using System.Text.Json.Nodes;

namespace FinkTyped.Tests.Resolution;

/// <summary>
/// Reads a schema's JSON as a model, to change it. Each use of a named type gets a definition of its own, so that each can change by itself;
/// only a type inside itself is a reference.
/// </summary>
internal sealed class SchemaModelReader
{
    private readonly Dictionary<string, JsonObject> _definitions = [];
    private readonly HashSet<string> _open = [];

    public static SchemaModel Read(string json) => new SchemaModelReader().Read(JsonNode.Parse(json)!);

    private SchemaModel Read(JsonNode json) => json switch
    {
        JsonArray branches => new SchemaModel.Union([.. branches.Select(b => Read(b!))]),
        JsonObject named => ReadObject(named),
        _ => ReadName(json.GetValue<string>()),
    };

    private SchemaModel ReadName(string name)
    {
        name = name.Split('.')[^1];
        if (_open.Contains(name)) return new SchemaModel.Reference(name);
        return _definitions.TryGetValue(name, out var definition) ? ReadObject(definition) : new SchemaModel.Primitive(name);
    }

    private SchemaModel ReadObject(JsonObject json)
    {
        if (json.ContainsKey("name")) _definitions[Name(json)] = json;
        return json["type"]!.GetValue<string>() switch
        {
            "array" => new SchemaModel.Array(Read(json["items"]!)),
            "map" => new SchemaModel.Map(Read(json["values"]!)),
            "fixed" => new SchemaModel.Fixed(Name(json), json["size"]!.GetValue<int>()),
            "enum" => new SchemaModel.Enum(
                Name(json), [.. json["symbols"]!.AsArray().Select(s => s!.GetValue<string>())], json["default"]?.GetValue<string>()),
            "record" => ReadRecord(json),
            var name => ReadName(name),
        };
    }

    private SchemaModel.Record ReadRecord(JsonObject json)
    {
        _open.Add(Name(json));
        var fields = json["fields"]!.AsArray().Select(f => ReadField(f!.AsObject())).ToList();
        _open.Remove(Name(json));
        return new SchemaModel.Record(Name(json), fields);
    }

    private SchemaModel.Field ReadField(JsonObject json) =>
        new(Name(json), Read(json["type"]!), json["default"], json.ContainsKey("default"));

    private static string Name(JsonObject json) => json["name"]!.GetValue<string>();
}
