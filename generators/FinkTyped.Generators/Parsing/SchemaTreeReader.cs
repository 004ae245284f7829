using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>
/// Reads a schema from its JSON. It refuses what has no meaning and lets pass what is met in practice: keys that Avro does not know, a name
/// defined twice (from there on it means the later definition), Spark's names of types. A name that is defined further down, or in another
/// file of the set, is read where it first stands, so that a schema is whole whatever it was put together from.
/// </summary>
/// <param name="document">The file that the schema is in.</param>
/// <param name="set">All files of its set.</param>
internal sealed partial class SchemaTreeReader(SchemaDocument document, IReadOnlyList<SchemaDocument> set)
{
    /// <summary>How deep records, arrays, maps and unions may be nested, as in <c>AvroLimits.MaxDepth</c>.</summary>
    public const int MaxDepth = 64;

    private readonly Dictionary<string, NamedNode> _defined = [];
    private readonly Dictionary<JsonObject, NamedNode> _read = [];
    private SchemaDocument _document = document;
    private int _depth;

    /// <summary>The files that something was read of.</summary>
    public HashSet<SchemaDocument> Documents { get; } = [document];

    private DiagnosticBag Diagnostics => _document.Diagnostics;

    /// <summary>The schema; null, and at least one error reported, where it has no meaning.</summary>
    public AvroNode? Read() => ReadType(_document.Json!, null);

    private AvroNode? ReadType(JsonNode json, string? space) => json switch
    {
        JsonText name => ReadName(name, null, space),
        JsonArray branches => ReadUnion(branches, space),
        JsonObject definition => ReadObject(definition, space),
        _ => Refuse(json.Range, "a type is a name, an object or an array of types"),
    };

    private AvroNode? ReadName(JsonText json, JsonObject? attributes, string? space)
    {
        // A dot in front says: no namespace.
        var name = json.Value.Length > 1 && json.Value[0] == '.' ? json.Value.Substring(1) : json.Value;
        if (AvroNames.IsPrimitive(json.Value, out var kind)) return new PrimitiveNode(json.Range, kind, attributes);
        if (space is not null && json.Value.IndexOf('.') < 0 && _defined.TryGetValue(space + "." + name, out var near))
        {
            return new ReferenceNode(json.Range, json.Value, near);
        }

        if (_defined.TryGetValue(name, out var named)) return new ReferenceNode(json.Range, json.Value, named);
        if (AvroNames.IsSpark(name, out kind)) return new PrimitiveNode(json.Range, kind, attributes);
        return ReadLater(json, space);
    }

    // What is not defined yet is defined further down, or in another file.
    private AvroNode? ReadLater(JsonText json, string? space)
    {
        foreach (var name in new IndexedReference(json.Value, space).Candidates)
        {
            var definers = _document.Index!.TryFind(name, out _)
                ? [_document]
                : SchemaDocument.Nearest(set.Where(d => d.Index?.TryFind(name, out _) == true), _document.File.Path, d => d.File.Path);
            if (definers.Count == 0) continue;
            if (definers.Count == 1) return ReadIn(definers[0], name, json);
            var files = string.Join(", ", definers.Select(d => d.File.Path));
            Diagnostics.Report(Descriptors.UnknownType, Inside(json), json.Value, $"is defined in several schema files, of which none is beside this one: {files}");
            return null;
        }

        Diagnostics.Report(Descriptors.UnknownType, Inside(json), json.Value, "is neither one of Avro's nor defined in a schema file of this project");
        return null;
    }

    private AvroNode? ReadIn(SchemaDocument other, string name, JsonText at)
    {
        other.Index!.TryFind(name, out var definition);
        // A definition that failed is not tried again.
        if (_read.ContainsKey(definition.Json)) return null;
        var outer = _document;
        _document = other;
        Documents.Add(other);
        var read = ReadObject(definition.Json, definition.Space);
        _document = outer;
        if (read is NamedNode named) named.IsElsewhere = true;
        return read;
    }

    private void Define(NamedNode node)
    {
        _defined[node.FullName] = node;
        _read[node.Json] = node;
    }

    private AvroNode? ReadObject(JsonObject json, string? space)
    {
        // Met before, from where it was referred to.
        if (_read.TryGetValue(json, out var known)) return new ReferenceNode(json.Range, known.FullName, known);
        CheckTwice(json);
        switch (json["type"])
        {
            case null: return Refuse(Opening(json), "a type written as an object has a key 'type'");
            case JsonText { Value: "record" or "error" }: return ReadRecord(json, space);
            case JsonText { Value: "enum" }: return ReadEnum(json, space);
            case JsonText { Value: "fixed" }: return ReadFixed(json, space);
            case JsonText { Value: "array" }: return ReadPart(json, "items", space) is { } items ? new ArrayNode(json.Range, items) : null;
            case JsonText { Value: "map" }: return ReadPart(json, "values", space) is { } values ? new MapNode(json.Range, values) : null;
            case JsonText name: return ReadName(name, json, space);
            // {"type": {"type": …}}: an object around a type, as some programs write it.
            case var inner: return ReadType(inner, space);
        }
    }

    private AvroNode? ReadPart(JsonObject json, string key, string? space)
    {
        var type = (JsonText)json["type"]!;
        if (json[key] is not { } part) return Refuse(type.Range, $"the {type.Value} has no key '{key}'");
        if (!TryEnter(type)) return null;
        var read = ReadType(part, space);
        _depth--;
        return read;
    }

    private UnionNode? ReadUnion(JsonArray json, string? space)
    {
        if (!TryEnter(json)) return null;
        var branches = new List<AvroNode>();
        foreach (var item in json.Items)
        {
            if (item is JsonArray)
            {
                Diagnostics.Report(Descriptors.BadUnion, item.Range, "a union directly inside a union has no meaning in Avro");
            }
            else if (ReadType(item, space) is { } branch)
            {
                branches.Add(branch);
            }
        }

        _depth--;
        if (json.Items.Count == 0) Diagnostics.Report(Descriptors.BadUnion, json.Range, "it has no types");
        var seen = new HashSet<string>();
        foreach (var branch in branches)
        {
            var what = Describe(branch.Target);
            if (seen.Add(what)) continue;
            Diagnostics.Report(Descriptors.BadUnion, branch.Range, $"{what} comes twice, and nothing would tell one from the other");
        }

        return branches.Count == 0 ? null : new UnionNode(json.Range, branches);
    }

    /// <summary>A type in words; two branches of a union must differ in it.</summary>
    public static string Describe(AvroNode type) => type switch
    {
        PrimitiveNode primitive => AvroNames.Of(primitive.Kind),
        ArrayNode => "an array",
        MapNode => "a map",
        UnionNode => "a union",
        RecordNode record => $"the record '{record.FullName}'",
        EnumNode symbols => $"the enum '{symbols.FullName}'",
        FixedNode bytes => $"the fixed '{bytes.FullName}'",
        _ => Describe(type.Target),
    };

    private bool TryEnter(JsonNode at)
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        var limit = MaxDepth.ToString(CultureInfo.InvariantCulture);
        Diagnostics.Report(Descriptors.TooDeep, at.Range, $"records, arrays, maps and unions more than {limit} levels deep");
        return false;
    }

    private static TextRange Opening(JsonNode json) => new(json.Range.Start, json.Range.Start + 1);

    private AvroNode? Refuse(TextRange range, string reason)
    {
        Diagnostics.Report(Descriptors.NotAvro, range, reason);
        return null;
    }
}
