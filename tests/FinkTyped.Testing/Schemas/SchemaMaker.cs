using System.Text.Json.Nodes;

namespace FinkTyped.Tests.Resolution;

/// <summary>Makes schemas by chance, and defaults for their types.</summary>
internal sealed class SchemaMaker(Random random)
{
    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    private readonly List<string> _around = [];
    private int _names;

    public SchemaModel Root(int size) => random.Next(6) == 0 ? Any(size) : Record(size);

    /// <summary>Any type; the larger the size, the deeper it nests.</summary>
    public SchemaModel Any(int size, bool inUnion = false)
    {
        if (size <= 0) return Leaf();
        return random.Next(inUnion ? 7 : 10) switch
        {
            0 or 1 => Leaf(),
            2 or 3 => Record(size - 1),
            4 or 5 => new SchemaModel.Array(Any(size - 1)),
            6 => new SchemaModel.Map(Any(size - 1)),
            7 => Union(size - 1),
            _ => Nullable(Any(size - 1, inUnion: true)),
        };
    }

    public SchemaModel Leaf() => random.Next(12) switch
    {
        0 => new SchemaModel.Fixed(Name("F"), random.Next(0, 4)),
        1 => Enum(),
        _ => new SchemaModel.Primitive(random.GetItems(Primitives, 1)[0]),
    };

    public SchemaModel Nullable(SchemaModel value)
    {
        if (value is SchemaModel.Primitive { Name: "null" }) return value;
        if (value is SchemaModel.Union) return value;
        var none = new SchemaModel.Primitive("null");
        return new SchemaModel.Union(random.Next(2) == 0 ? [none, value] : [value, none]);
    }

    /// <summary>A field of a name that is new.</summary>
    public SchemaModel.Field Field(int size, bool withDefault)
    {
        // Now and then a record refers to one around it, in a way that can end.
        SchemaModel type = random.Next(12) == 0 && _around.Count > 0 ? Recursion() : Any(size);
        var hasDefault = TryDefault(type, out var value) && (withDefault || random.Next(4) == 0);
        return new SchemaModel.Field(Name("f"), type, hasDefault ? value : null, hasDefault);
    }

    private SchemaModel Recursion()
    {
        var reference = new SchemaModel.Reference(random.GetItems(_around.ToArray(), 1)[0]);
        return random.Next(2) == 0 ? Nullable(reference) : new SchemaModel.Array(reference);
    }

    private SchemaModel.Record Record(int size)
    {
        var name = Name("R");
        _around.Add(name);
        var fields = Enumerable.Range(0, random.Next(0, 6)).Select(_ => Field(random.Next(0, size + 1), withDefault: false)).ToList();
        _around.RemoveAt(_around.Count - 1);
        return new SchemaModel.Record(name, fields);
    }

    private SchemaModel.Enum Enum()
    {
        var symbols = new[] { "a", "b", "c", "d", "e" }.OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToList();
        return new SchemaModel.Enum(Name("E"), symbols, random.Next(3) == 0 ? symbols[^1] : null);
    }

    private SchemaModel.Union Union(int size)
    {
        // One branch of each kind, but any number of records.
        var branches = Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => random.Next(3) == 0 ? Record(size) : Any(size, inUnion: true))
            .DistinctBy(b => b switch
            {
                SchemaModel.Primitive p => p.Name,
                SchemaModel.Array => "array",
                SchemaModel.Map => "map",
                _ => Name(""),
            });
        return new SchemaModel.Union([.. branches]);
    }

    private string Name(string prefix) => $"{prefix}{_names++}";

    /// <summary>A default of a type; false for references, whose defaults would not end.</summary>
    private bool TryDefault(SchemaModel type, out JsonNode? value)
    {
        value = null;
        switch (type)
        {
            case SchemaModel.Primitive { Name: "null" }:
                return true;
            case SchemaModel.Primitive { Name: "boolean" }:
                value = random.Next(2) == 0;
                return true;
            case SchemaModel.Primitive { Name: "int" or "long" }:
                value = random.Next(-100_000, 100_000);
                return true;
            case SchemaModel.Primitive { Name: "float" or "double" }:
                value = random.Next(-100, 100) / 8.0;
                return true;
            case SchemaModel.Primitive { Name: "bytes" }:
                value = "\u00ff\u0000a";
                return true;
            case SchemaModel.Primitive:
                value = "text é";
                return true;
            case SchemaModel.Fixed bytes:
                value = new string('\u0080', bytes.Size);
                return true;
            case SchemaModel.Enum symbols:
                value = symbols.Symbols[random.Next(symbols.Symbols.Count)];
                return true;
            case SchemaModel.Array array:
                var items = new JsonArray();
                for (var i = random.Next(3); i > 0 && TryDefault(array.Items, out var item); i--) items.Add(item);
                value = items;
                return true;
            case SchemaModel.Map map:
                var entries = new JsonObject();
                for (var i = random.Next(3); i > 0 && TryDefault(map.Values, out var entry); i--) entries[$"k{i}"] = entry;
                value = entries;
                return true;
            case SchemaModel.Union { Branches.Count: > 0 } union:
                // The specification says the first branch; the second is met in practice.
                return TryDefault(union.Branches[random.Next(Math.Min(2, union.Branches.Count))], out value);
            case SchemaModel.Record record:
                var members = new JsonObject();
                foreach (var field in record.Fields)
                {
                    if (!TryDefault(field.Type, out var member)) return false;
                    members[field.Name] = member;
                }

                value = members;
                return true;
            default:
                return false;
        }
    }
}
