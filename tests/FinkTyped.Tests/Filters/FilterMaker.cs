using System.Globalization;
using System.Text.Json;

namespace FinkTyped.Tests.Filters;

/// <summary>Makes filters by chance that fit a schema, with constants near the values that alerts have.</summary>
internal sealed class FilterMaker
{
    private readonly Random _random;
    private readonly Names _alert = new();

    public FilterMaker(Random random, AvroSchema schema, IEnumerable<JsonElement> alerts)
    {
        _random = random;
        foreach (var alert in alerts) Collect(alert, schema, "", _alert);
    }

    /// <summary>A filter.</summary>
    public string Filter() => Condition(_alert, 3);

    // What has a name at a place: the values, by what they can be compared with, and the lists.
    private sealed class Names
    {
        public Dictionary<string, Leaf> Leaves { get; } = [];

        public Dictionary<string, Names> Lists { get; } = [];

        public Names? Outer { get; init; }

        public bool IsOfRecords { get; set; } = true;
    }

    private sealed record Leaf(AvroSchema Schema, List<JsonElement> Samples)
    {
        public bool IsNumber => Schema.Type is AvroType.Int or AvroType.Long or AvroType.Float or AvroType.Double;

        public bool IsText => Schema.Type is AvroType.String or AvroType.Enum;
    }

    private static void Collect(JsonElement json, AvroSchema schema, string path, Names names)
    {
        schema = schema is AvroUnionSchema { Branches.Count: 2 } union ? union.Branches.FirstOrDefault(b => b.Type != AvroType.Null) ?? schema : schema;
        string Inner(string name) => (path.Length == 0 ? "" : $"{path}.") + (name.All(char.IsAsciiLetterOrDigit) && !char.IsDigit(name[0]) ? name : $"`{name}`");
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.Fields)
                    Collect(json.ValueKind == JsonValueKind.Object ? json.GetProperty(field.Name) : default, field.Schema, Inner(field.Name), names);
                break;
            case AvroMapSchema map:
                AddList(json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(p => p.Value) : [], map.Values, path, names);
                foreach (var entry in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToList() : [])
                    Collect(entry.Value, map.Values, Inner(entry.Name), names);
                break;
            case AvroArraySchema array:
                AddList(json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [], array.Items, path, names);
                break;
            default:
                if (!names.Leaves.TryGetValue(path, out var leaf)) names.Leaves.Add(path, leaf = new Leaf(schema, []));
                if (leaf.Samples.Count < 20 && json.ValueKind != JsonValueKind.Undefined) leaf.Samples.Add(json);
                break;
        }
    }

    private static void AddList(IEnumerable<JsonElement> items, AvroSchema schema, string path, Names names)
    {
        if (!names.Lists.TryGetValue(path, out var inner)) names.Lists.Add(path, inner = new Names { Outer = names });
        inner.IsOfRecords = schema is AvroRecordSchema || (schema is AvroUnionSchema union && union.Branches.Any(b => b is AvroRecordSchema));
        foreach (var item in items.Take(5)) Collect(item, schema, inner.IsOfRecords ? "" : "it", inner);
    }

    private T Pick<T>(IReadOnlyCollection<T> of) => of.ElementAt(_random.Next(of.Count));

    private string Condition(Names names, int depth) => _random.Next(depth > 0 ? 14 : 6) switch
    {
        0 when Text(names, depth) is { } text => TextTest(names, text),
        1 when FindLeaf(names, l => l.Schema.Type == AvroType.Boolean) is { } leaf => leaf.Path,
        2 => $"{Any(names).Path} is {(_random.Next(2) == 0 ? "" : "not ")}null",
        3 when Number(names, depth) is { } number => NumberTest(number),
        < 6 => Number(names, depth) is { } plain ? $"{plain.Text} {Sign()} {(_random.Next(4) == 0 ? Number(names, depth)!.Value.Text : plain.Near)}" : "true",
        6 or 7 => $"({Condition(names, depth - 1)} and {Condition(names, depth - 1)})",
        8 or 9 => $"({Condition(names, depth - 1)} or {Condition(names, depth - 1)})",
        10 => $"not ({Condition(names, depth - 1)})",
        11 => $"({Condition(names, depth - 1)}) {(_random.Next(2) == 0 ? "=" : "!=")} ({Condition(names, depth - 1)})",
        _ => List(names) is { } list ? $"{(_random.Next(2) == 0 ? "any" : "all")}({list.Path}, {Condition(list.Items, depth - 1)})" : "false",
    };

    private string TextTest(Names names, (string Text, string Near) text) => _random.Next(7) switch
    {
        0 => $"{text.Text} in ({text.Near}, 'x', {text.Near})",
        1 => $"{Pick(["contains", "startswith", "endswith"])}({text.Text}, {Part(text.Near)})",
        2 => $"{text.Text} {(_random.Next(2) == 0 ? "not " : "")}like {Pattern(text.Near)}",
        3 => $"length({text.Text}) {Sign()} {_random.Next(12)}",
        4 => $"number({text.Text}) {Sign()} {_random.Next(30)}",
        5 when Text(names, 0) is { } other => $"{text.Text} {Sign()} {other.Text}",
        _ => $"{text.Text} {Sign()} {text.Near}",
    };

    private string NumberTest((string Text, string Near) number) => _random.Next(4) switch
    {
        0 => $"{number.Text} {(_random.Next(2) == 0 ? "not " : "")}in ({number.Near}, {number.Near}, 1)",
        1 => $"{number.Text} between {number.Near} and {number.Near}",
        2 => $"{number.Text} is {(_random.Next(2) == 0 ? "" : "not ")}nan",
        _ => $"{number.Near} {Sign()} {number.Text}",
    };

    private (string Text, string Near)? Number(Names names, int depth)
    {
        if (FindLeaf(names, l => l.IsNumber) is not { } leaf) return null;
        var near = Constant(leaf.Leaf);
        switch (_random.Next(depth > 0 ? 8 : 4))
        {
            case 4 when Number(names, depth - 1) is { } other:
                return ($"({leaf.Path} {Pick(["+", "-", "*", "/", "%"])} {other.Text})", near);
            case 5:
                return (_random.Next(2) == 0 ? $"-{leaf.Path}" : $"{Pick(["abs", "sqrt"])}({leaf.Path})", near);
            case 6 or 7 when List(names) is { } list && FindLeaf(list.Items, l => l.IsNumber, isOwn: true) is { } inner:
                var name = Pick(["min", "max", "sum", "avg", "first", "last", "count"]);
                var condition = _random.Next(2) == 0 ? "" : $", {Condition(list.Items, depth - 1)}";
                var dotted = list.Items.IsOfRecords ? $"{list.Path}.{inner.Path}" : list.Path;
                var isDotted = !list.Items.IsOfRecords || (!list.IsMap && (name == "count" || _random.Next(2) == 0));
                if (name == "count" && !isDotted) return ($"count({list.Path}{condition})", $"{_random.Next(10)}");
                return ($"{name}({(isDotted ? dotted : $"{list.Path}, {inner.Path}")}{condition})", name == "count" ? $"{_random.Next(10)}" : Constant(inner.Leaf));
            default:
                return (leaf.Path, near);
        }
    }

    private (string Text, string Near)? Text(Names names, int depth)
    {
        if (depth > 0 && _random.Next(4) == 0 && List(names) is { Items.IsOfRecords: true } list && FindLeaf(list.Items, l => l.IsText, isOwn: true) is { } inner)
            return ($"{Pick(["first", "last"])}({list.Path}, {inner.Path})", Constant(inner.Leaf));
        if (FindLeaf(names, l => l.IsText) is not { } leaf) return null;
        var isPlain = leaf.Leaf.Schema.Type == AvroType.Enum || _random.Next(4) > 0;
        return (isPlain ? leaf.Path : $"{Pick(["lower", "upper"])}({leaf.Path})", Constant(leaf.Leaf));
    }

    private string Sign() => Pick(["=", "!=", "<", "<=", ">", ">="]);

    private (string Path, Leaf Leaf)? FindLeaf(Names names, Func<Leaf, bool> wanted, bool isOwn = false)
    {
        // Names of what lies around are known as well, unless the items have the same.
        var found = names.Leaves.Where(l => wanted(l.Value)).ToList();
        if (!isOwn && names.Outer is { } outer && (found.Count == 0 || _random.Next(4) == 0))
            found = outer.Leaves.Where(l => wanted(l.Value) && IsVisible(l.Key, names)).ToList();
        return found.Count == 0 ? null : (Pick(found).Key is var path ? path : "", found.First(f => f.Key == path).Value);
    }

    private (string Path, Leaf Leaf) Any(Names names) => Pick(names.Leaves.Count > 0 ? names.Leaves : names.Outer!.Leaves.Where(l => IsVisible(l.Key, names)).ToDictionary()) is var leaf
        ? (leaf.Key, leaf.Value) : default;

    private static bool IsVisible(string path, Names names)
    {
        string First(string p) => p.Split('.')[0];
        return names.Leaves.Keys.Concat(names.Lists.Keys).All(k => First(k) != First(path));
    }

    private (string Path, Names Items, bool IsMap)? List(Names names)
    {
        var lists = names.Lists.Where(l => l.Value.Leaves.Count > 0).ToList();
        if (lists.Count == 0) return null;
        var list = Pick(lists);
        return (list.Key, list.Value, names.Leaves.Keys.Any(k => k.StartsWith($"{list.Key}.", StringComparison.Ordinal)));
    }

    private string Constant(Leaf leaf)
    {
        var samples = leaf.Samples.Where(s => s.ValueKind is JsonValueKind.String or JsonValueKind.Number).ToList();
        if (leaf.Schema is AvroEnumSchema symbols) return $"'{Pick(symbols.Symbols)}'";
        if (leaf.IsText) return samples.Count == 0 ? "'none'" : Quote(Pick(samples).GetString()!);
        samples.RemoveAll(s => s.ValueKind == JsonValueKind.String);
        if (samples.Count == 0) return _random.Next(100).ToString(CultureInfo.InvariantCulture);
        var sample = Pick(samples);
        return leaf.Schema.Type switch
        {
            AvroType.Int or AvroType.Long => (sample.GetInt64() + _random.Next(-1, 2)).ToString(CultureInfo.InvariantCulture),
            AvroType.Float => ((float)sample.GetDouble()).ToString("R", CultureInfo.InvariantCulture),
            _ => sample.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        };
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string Part(string quoted)
    {
        var text = quoted[1..^1];
        return text.Length < 2 || text.Contains('\'', StringComparison.Ordinal) ? quoted : $"'{text.Substring(_random.Next(text.Length / 2), (text.Length + 1) / 2)}'";
    }

    private string Pattern(string quoted)
    {
        var text = quoted[1..^1].ToCharArray();
        if (text.Contains('\'')) return quoted;
        for (var n = _random.Next(3); n > 0 && text.Length > 0; n--) text[_random.Next(text.Length)] = _random.Next(2) == 0 ? '%' : '_';
        return $"'{new string(text)}'";
    }
}
