using System.Collections.Generic;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>
/// Which types a schema text defines and which names it refers to, before the schema itself is read: what lets a name stand for a definition
/// further down, or in another file.
/// </summary>
internal sealed class DefinitionIndex
{
    private readonly Dictionary<string, IndexedDefinition> _defined = [];
    private readonly List<IndexedReference> _references = [];

    private DefinitionIndex()
    {
    }

    /// <summary>The full names of the types that are defined.</summary>
    public IEnumerable<string> Defined => _defined.Keys;

    /// <summary>The names that are referred to, Avro's own aside.</summary>
    public IReadOnlyList<IndexedReference> References => _references;

    public static DefinitionIndex Of(JsonNode schema)
    {
        var index = new DefinitionIndex();
        index.Visit(schema, null);
        return index;
    }

    /// <summary>The first definition of a full name.</summary>
    public bool TryFind(string fullName, out IndexedDefinition definition) => _defined.TryGetValue(fullName, out definition);

    private void Visit(JsonNode? type, string? space)
    {
        switch (type)
        {
            case JsonText name when !AvroNames.IsPrimitive(name.Value, out _):
                _references.Add(new IndexedReference(name.Value, space));
                break;
            case JsonArray branches:
                foreach (var branch in branches.Items) Visit(branch, space);
                break;
            case JsonObject definition:
                VisitObject(definition, space);
                break;
        }
    }

    private void VisitObject(JsonObject json, string? space)
    {
        switch (json["type"])
        {
            case JsonText { Value: "record" or "error" or "enum" or "fixed" }:
                var enclosing = space;
                if (AvroNames.Split(json, ref space) is not { } name) break;
                var fullName = AvroNames.Join(space, name);
                if (!_defined.ContainsKey(fullName)) _defined.Add(fullName, new IndexedDefinition(json, enclosing));
                if (json["fields"] is not JsonArray fields) break;
                foreach (var field in fields.Items) Visit((field as JsonObject)?["type"], space);
                break;
            case JsonText { Value: "array" }:
                Visit(json["items"], space);
                break;
            case JsonText { Value: "map" }:
                Visit(json["values"], space);
                break;
            case var inner:
                Visit(inner, space);
                break;
        }
    }
}

/// <summary>A definition of a type, not yet read.</summary>
/// <param name="Json">The definition.</param>
/// <param name="Space">The namespace it stands in; null for none.</param>
internal readonly record struct IndexedDefinition(JsonObject Json, string? Space);

/// <summary>The name of a type where one is referred to.</summary>
/// <param name="Written">The name as it is written.</param>
/// <param name="Space">The namespace it stands in; null for none.</param>
internal readonly record struct IndexedReference(string Written, string? Space)
{
    /// <summary>The full names that it may stand for, the likelier first.</summary>
    public IEnumerable<string> Candidates
    {
        get
        {
            // A dot in front says: no namespace.
            var name = Written.Length > 1 && Written[0] == '.' ? Written.Substring(1) : Written;
            if (Space is not null && Written.IndexOf('.') < 0) yield return AvroNames.Join(Space, name);
            yield return name;
        }
    }
}
