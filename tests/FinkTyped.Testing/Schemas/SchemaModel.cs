using System.Text.Json.Nodes;

namespace FinkTyped.Tests.Resolution;

/// <summary>A schema to be written as JSON: easier to change than a parsed one.</summary>
internal abstract record SchemaModel
{
    public abstract JsonNode ToJson();

    public override string ToString() => ToJson().ToJsonString();

    public sealed record Primitive(string Name) : SchemaModel
    {
        public override JsonNode ToJson() => JsonValue.Create(Name);

        public override string ToString() => base.ToString();
    }

    /// <summary>A reference to a record around it.</summary>
    public sealed record Reference(string Name) : SchemaModel
    {
        public override JsonNode ToJson() => JsonValue.Create(Name);

        public override string ToString() => base.ToString();
    }

    public sealed record Array(SchemaModel Items) : SchemaModel
    {
        public override JsonNode ToJson() => new JsonObject { ["type"] = "array", ["items"] = Items.ToJson() };

        public override string ToString() => base.ToString();
    }

    public sealed record Map(SchemaModel Values) : SchemaModel
    {
        public override JsonNode ToJson() => new JsonObject { ["type"] = "map", ["values"] = Values.ToJson() };

        public override string ToString() => base.ToString();
    }

    public sealed record Union(IReadOnlyList<SchemaModel> Branches) : SchemaModel
    {
        public override JsonNode ToJson() => new JsonArray([.. Branches.Select(b => b.ToJson())]);

        public override string ToString() => base.ToString();
    }

    public sealed record Fixed(string Name, int Size) : SchemaModel
    {
        public override JsonNode ToJson() => new JsonObject { ["type"] = "fixed", ["name"] = Name, ["size"] = Size };

        public override string ToString() => base.ToString();
    }

    public sealed record Enum(string Name, IReadOnlyList<string> Symbols, string? Default = null) : SchemaModel
    {
        public override JsonNode ToJson()
        {
            var json = new JsonObject
            {
                ["type"] = "enum",
                ["name"] = Name,
                ["symbols"] = new JsonArray([.. Symbols.Select(s => JsonValue.Create(s))]),
            };
            if (Default is not null) json["default"] = Default;
            return json;
        }

        public override string ToString() => base.ToString();
    }

    public sealed record Record(string Name, IReadOnlyList<Field> Fields, string? Alias = null) : SchemaModel
    {
        public override JsonNode ToJson()
        {
            var json = new JsonObject { ["type"] = "record", ["name"] = Name };
            if (Alias is not null) json["aliases"] = new JsonArray(Alias);
            json["fields"] = new JsonArray([.. Fields.Select(f => f.ToJson())]);
            return json;
        }

        public override string ToString() => base.ToString();
    }

    public sealed record Field(string Name, SchemaModel Type, JsonNode? Default = null, bool HasDefault = false, string? Alias = null)
    {
        public JsonObject ToJson()
        {
            var json = new JsonObject { ["name"] = Name, ["type"] = Type.ToJson() };
            if (HasDefault) json["default"] = Default?.DeepClone();
            if (Alias is not null) json["aliases"] = new JsonArray(Alias);
            return json;
        }
    }
}
