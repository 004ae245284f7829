using System.Collections.Generic;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>A schema as it stands in its file; lives only while the file is parsed.</summary>
internal abstract class AvroNode(TextRange range)
{
    /// <summary>Where it stands.</summary>
    public TextRange Range { get; } = range;

    /// <summary>The type that this node is, or names.</summary>
    public virtual AvroNode Target => this;
}

/// <summary>A type without parts.</summary>
internal sealed class PrimitiveNode(TextRange range, PrimitiveKind kind, JsonObject? attributes) : AvroNode(range)
{
    public PrimitiveKind Kind { get; } = kind;

    /// <summary>The object that it stood in, for its logical type; null where only its name was written.</summary>
    public JsonObject? Attributes { get; } = attributes;
}

/// <summary>An array.</summary>
internal sealed class ArrayNode(TextRange range, AvroNode items) : AvroNode(range)
{
    public AvroNode Items { get; } = items;
}

/// <summary>A map.</summary>
internal sealed class MapNode(TextRange range, AvroNode values) : AvroNode(range)
{
    public AvroNode Values { get; } = values;
}

/// <summary>A union.</summary>
internal sealed class UnionNode(TextRange range, IReadOnlyList<AvroNode> branches) : AvroNode(range)
{
    public IReadOnlyList<AvroNode> Branches { get; } = branches;
}

/// <summary>The name of a type that was met before.</summary>
internal sealed class ReferenceNode(TextRange range, string written, NamedNode definition) : AvroNode(range)
{
    /// <summary>The name as it is written.</summary>
    public string Written { get; } = written;

    public NamedNode Definition { get; } = definition;

    public override AvroNode Target => Definition;
}

/// <summary>The definition of a type with a name.</summary>
internal abstract class NamedNode(JsonObject json, string simpleName, string? space, TextRange nameRange, SchemaDocument document)
    : AvroNode(json.Range)
{
    /// <summary>The file it is defined in.</summary>
    public SchemaDocument Document { get; } = document;

    public JsonObject Json { get; } = json;

    /// <summary>The name without namespace.</summary>
    public string SimpleName { get; } = simpleName;

    /// <summary>The namespace, its own or the enclosing one's; null for none.</summary>
    public string? Space { get; } = space;

    public string FullName { get; } = AvroNames.Join(space, simpleName);

    public TextRange NameRange { get; } = nameRange;

    public string? Doc => (Json["doc"] as JsonText)?.Value;

    /// <summary>Whether its definition stands further down or in another file, and is read where it is first referred to.</summary>
    public bool IsElsewhere { get; set; }

    /// <summary>The first definition of the same name and shape: both are one type in C#.</summary>
    public NamedNode? Canonical { get; set; }
}

/// <summary>The definition of a record.</summary>
internal sealed class RecordNode(JsonObject json, string simpleName, string? space, TextRange nameRange, SchemaDocument document)
    : NamedNode(json, simpleName, space, nameRange, document)
{
    public List<FieldNode> Fields { get; } = [];
}

/// <summary>A field of a record.</summary>
internal sealed class FieldNode(JsonObject json, string name, TextRange nameRange, AvroNode type)
{
    public JsonObject Json { get; } = json;

    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public AvroNode Type { get; } = type;

    public string? Doc => (Json["doc"] as JsonText)?.Value;

    public JsonNode? Default => Json["default"];

    /// <summary>Whether the default does not fit, and is as good as none.</summary>
    public bool IsDefaultIgnored { get; set; }
}

/// <summary>The definition of an enum.</summary>
internal sealed class EnumNode(
    JsonObject json, string simpleName, string? space, TextRange nameRange, IReadOnlyList<JsonText> symbols, SchemaDocument document)
    : NamedNode(json, simpleName, space, nameRange, document)
{
    public IReadOnlyList<JsonText> Symbols { get; } = symbols;

    /// <summary>Whether the default is none of the symbols, and as good as none.</summary>
    public bool IsDefaultIgnored { get; set; }
}

/// <summary>The definition of a fixed.</summary>
internal sealed class FixedNode(JsonObject json, string simpleName, string? space, TextRange nameRange, int size, SchemaDocument document)
    : NamedNode(json, simpleName, space, nameRange, document)
{
    public int Size { get; } = size;
}
