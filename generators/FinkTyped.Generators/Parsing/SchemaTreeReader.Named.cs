using System.Collections.Generic;
using System.Globalization;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>Records, enums and fixed.</summary>
internal sealed partial class SchemaTreeReader
{
    private static readonly HashSet<string> Attributes =
        ["type", "name", "namespace", "doc", "aliases", "fields", "symbols", "items", "values", "size", "default"];

    private RecordNode? ReadRecord(JsonObject json, string? space)
    {
        if (!TryReadName(json, "record", ref space, out var name, out var nameRange)) return null;
        var record = new RecordNode(json, name, space, nameRange, _document);
        // Before its fields, which may refer to it.
        Define(record);
        if (json["fields"] is not JsonArray fields)
        {
            Refuse(json["fields"]?.Range ?? nameRange, $"the record '{record.FullName}' has no array 'fields'");
            return null;
        }

        if (!TryEnter(json["type"]!)) return null;
        var names = new HashSet<string>();
        foreach (var field in fields.Items)
        {
            if (ReadField(field, space) is not { } read) continue;
            record.Fields.Add(read);
            if (!names.Add(read.Name)) Diagnostics.Report(Descriptors.DefinedTwice, read.NameRange, "field", read.Name, record.FullName);
        }

        _depth--;
        return record;
    }

    private FieldNode? ReadField(JsonNode json, string? space)
    {
        if (json is not JsonObject field)
        {
            Refuse(json.Range, "a field is an object with the keys 'name' and 'type'");
            return null;
        }

        CheckTwice(field);
        if (field["name"] is not JsonText name)
        {
            Refuse(field["name"]?.Range ?? Opening(field), "a field has a key 'name' with a text");
            return null;
        }

        var nameRange = Inside(name);
        if (!AvroNames.IsValid(name.Value)) Refuse(nameRange, InvalidName(name.Value));
        CheckAliases(field);
        if (field["type"] is not { } type)
        {
            Refuse(nameRange, $"the field '{name.Value}' has no key 'type'");
            return null;
        }

        return ReadType(type, space) is { } read ? new FieldNode(field, name.Value, nameRange, read) : null;
    }

    private EnumNode? ReadEnum(JsonObject json, string? space)
    {
        if (!TryReadName(json, "enum", ref space, out var name, out var nameRange)) return null;
        var symbols = new List<JsonText>();
        var names = new HashSet<string>();
        var node = new EnumNode(json, name, space, nameRange, symbols, _document);
        Define(node);
        if (json["symbols"] is not JsonArray items)
        {
            Refuse(json["symbols"]?.Range ?? nameRange, $"the enum '{node.FullName}' has no array 'symbols'");
            return null;
        }

        foreach (var item in items.Items)
        {
            if (item is not JsonText symbol)
            {
                Refuse(item.Range, "a symbol is a text");
                continue;
            }

            symbols.Add(symbol);
            if (!AvroNames.IsValid(symbol.Value)) Refuse(Inside(symbol), InvalidName(symbol.Value));
            if (names.Add(symbol.Value)) continue;
            Diagnostics.Report(Descriptors.DefinedTwice, Inside(symbol), "symbol", symbol.Value, node.FullName);
        }

        if (json["default"] is { } preset && (preset is not JsonText text || !names.Contains(text.Value)))
        {
            Diagnostics.Report(Descriptors.DefaultIgnored, preset.Range, node.FullName, "it is none of the symbols");
            node.IsDefaultIgnored = true;
        }

        return node;
    }

    private FixedNode? ReadFixed(JsonObject json, string? space)
    {
        if (!TryReadName(json, "fixed", ref space, out var name, out var nameRange)) return null;
        const NumberStyles Plain = NumberStyles.None;
        if (json["size"] is not JsonNumber number || !int.TryParse(number.Text, Plain, CultureInfo.InvariantCulture, out var size))
        {
            Refuse(json["size"]?.Range ?? nameRange, $"the fixed '{name}' has no 'size' that is a whole number from 0 to 2147483647");
            return null;
        }

        var node = new FixedNode(json, name, space, nameRange, size, _document);
        Define(node);
        return node;
    }

    /// <summary>Reads name and namespace of a type; <paramref name="space"/> comes in as the enclosing one and goes out as its own.</summary>
    private bool TryReadName(JsonObject json, string type, ref string? space, out string name, out TextRange range)
    {
        name = "";
        range = json["type"]!.Range;
        if (json["name"] is not JsonText written)
        {
            Refuse(json["name"]?.Range ?? range, $"the {type} has no key 'name' with a text");
            return false;
        }

        range = Inside(written);
        name = AvroNames.Split(json, ref space)!;
        var hasDot = name.Length < written.Value.Length;
        if (!hasDot && json["namespace"] is JsonText own && space is not null && !AvroNames.IsValidDotted(space)) Refuse(Inside(own), InvalidName(space));
        if (!hasDot && json["namespace"] is { } other and not (JsonText or JsonNull)) Refuse(other.Range, "a namespace is a text");
        CheckAliases(json);
        if (!AvroNames.IsValid(name) || (hasDot && space is not null && !AvroNames.IsValidDotted(space)))
        {
            Refuse(range, InvalidName(written.Value));
            return false;
        }

        if (!AvroNames.IsPrimitive(name, out _)) return true;
        Refuse(range, $"'{name}' is the name of one of Avro's own types");
        return false;
    }

    private void CheckAliases(JsonObject json)
    {
        if (json["aliases"] is null or JsonNull) return;
        if (json["aliases"] is not JsonArray aliases)
        {
            Refuse(json["aliases"]!.Range, "aliases are an array of names");
            return;
        }

        foreach (var alias in aliases.Items)
        {
            if (alias is not JsonText text) Refuse(alias.Range, "an alias is a text");
            else if (!AvroNames.IsValidDotted(text.Value)) Refuse(Inside(text), InvalidName(text.Value));
        }
    }

    // Which of the two counts is not for a program to guess.
    private void CheckTwice(JsonObject json)
    {
        foreach (var (name, range) in json.Twice)
        {
            if (Attributes.Contains(name)) Refuse(range, $"the attribute '{name}' comes twice");
        }
    }

    private static string InvalidName(string name) =>
        $"'{name}' is no name: a name has letters, digits and underscores and does not begin with a digit";

    /// <summary>Where a text stands without its quotes.</summary>
    private static TextRange Inside(JsonText text) => new(text.Range.Start + 1, text.Range.End - 1);
}
