using System.Text.Json.Nodes;

namespace FinkTyped.Tests.Resolution;

/// <summary>Reads a schema's JSON as a model, to change it.</summary>
internal static class SchemaModelReader
{
    public static SchemaModel Read(JsonNode json) => json switch
    {
        JsonArray branches => new SchemaModel.Union([.. branches.Select(b => Read(b!))]),
        JsonObject named => ReadObject(named),
        _ => ReadName(json.GetValue<string>()),
    };

    private static SchemaModel ReadName(string name) =>
        char.IsUpper(name[0]) ? new SchemaModel.Reference(name) : new SchemaModel.Primitive(name);

    private static SchemaModel ReadObject(JsonObject json) => json["type"]!.GetValue<string>() switch
    {
        "array" => new SchemaModel.Array(Read(json["items"]!)),
        "map" => new SchemaModel.Map(Read(json["values"]!)),
        "fixed" => new SchemaModel.Fixed(Name(json), json["size"]!.GetValue<int>()),
        "enum" => new SchemaModel.Enum(
            Name(json), [.. json["symbols"]!.AsArray().Select(s => s!.GetValue<string>())], json["default"]?.GetValue<string>()),
        "record" => new SchemaModel.Record(Name(json), [.. json["fields"]!.AsArray().Select(f => ReadField(f!.AsObject()))]),
        var name => ReadName(name),
    };

    private static SchemaModel.Field ReadField(JsonObject json) =>
        new(Name(json), Read(json["type"]!), json["default"], json.ContainsKey("default"));

    private static string Name(JsonObject json) => json["name"]!.GetValue<string>();
}
