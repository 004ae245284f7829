using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Surveys.Tests;

/// <summary>
/// Writes alerts of one schema in the schema of another, field by field by their names, on plain trees: slow, and plainly right. What the
/// other schema cannot say is replaced, and told.
/// </summary>
/// <param name="from">The schema of the alerts.</param>
/// <param name="to">The schema.</param>
/// <param name="oldNames">What the schema calls some fields, by their names in <paramref name="from"/>.</param>
internal sealed partial class Reencoder(AvroSchema from, AvroSchema to, IReadOnlyDictionary<string, string> oldNames)
{
    private const string MadeUp = "made up";

    private readonly Dictionary<string, JsonNode> _standIns = [];

    /// <summary>Fields of the schema that alerts have not, or have as another kind: what is written there is made up.</summary>
    public SortedSet<string> Invented { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields that some alert has as null and the schema knows no null for, or that it rounds.</summary>
    public SortedSet<string> Replaced { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands in the last alert written instead of its own values, by path.</summary>
    public IReadOnlyDictionary<string, JsonNode> StandIns => _standIns;

    /// <summary>An alert in the other schema.</summary>
    public byte[] Encode(ReadOnlySpan<byte> datum)
    {
        _standIns.Clear();
        return Tree.Write(to, Convert(from, to, Tree.Read(from, datum), ""));
    }

    /// <summary>The field of the schema that holds a field of the alerts; null where there is none.</summary>
    public AvroField? Find(AvroRecordSchema target, AvroField field) =>
        target.Fields.SingleOrDefault(f => f.Name == field.Name)
        ?? (oldNames.TryGetValue(field.Name, out var old) ? target.Fields.SingleOrDefault(f => f.Name == old) : null);

    /// <summary>A path without the numbers of items and the keys of entries, as reports have it.</summary>
    public static string Generic(string path) => KeyOfEntry().Replace(NumberOfItem().Replace(path, "[]"), "{}");

    /// <summary>The path of a field.</summary>
    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private object? Convert(AvroSchema ours, AvroSchema theirs, object? value, string path)
    {
        if (ours is AvroUnionSchema union)
        {
            var branch = (Tree.Branch)value!;
            return Convert(union.Branches[branch.Index], theirs, branch.Value, path);
        }

        if (theirs is AvroUnionSchema target)
        {
            var index = target.Branches.ToList().FindIndex(b => (b.Type == AvroType.Null) == (value is null));
            return new Tree.Branch(index, value is null ? null : Convert(ours, target.Branches[index], value, path));
        }

        if (value is null) return Replace(path, theirs.Type);
        switch (ours, theirs)
        {
            case (AvroRecordSchema source, AvroRecordSchema other):
                return Convert(source, other, (Dictionary<string, object?>)value, path);
            case (AvroArraySchema source, AvroArraySchema other):
                return ((List<object?>)value).Select((item, i) => Convert(source.Items, other.Items, item, $"{path}[{i}]")).ToList();
            case (AvroMapSchema source, AvroMapSchema other):
                return ((List<KeyValuePair<string, object?>>)value)
                    .ConvertAll(e => KeyValuePair.Create(e.Key, Convert(source.Values, other.Values, e.Value, $"{path}{{{e.Key}}}")));
        }

        if (ours.Type == theirs.Type) return value;
        switch (value, theirs.Type)
        {
            case (long number, AvroType.Int):
                return checked((int)number);
            case (double number, AvroType.Int) when number == Math.Truncate(number):
                return checked((int)number);
            case (double number, AvroType.Float):
                if ((float)number != number) Replace(path, (float)number);
                return (float)number;
            default:
                Invented.Add(Generic(path));
                return Invent(theirs);
        }
    }

    private Dictionary<string, object?> Convert(AvroRecordSchema ours, AvroRecordSchema theirs, Dictionary<string, object?> value, string path)
    {
        var fields = theirs.Fields.ToDictionary(f => f.Name, f => (object?)null);
        var open = theirs.Fields.ToDictionary(f => f.Name);
        foreach (var field in ours.Fields)
        {
            if (Find(theirs, field) is not { } target) continue;
            open.Remove(target.Name);
            fields[target.Name] = Convert(field.Schema, target.Schema, value[field.Name], Join(path, field.Name));
        }

        foreach (var (name, field) in open)
        {
            Invented.Add(Generic(Join(path, name)));
            fields[name] = Invent(field.Schema);
        }

        return fields;
    }

    private object Replace(string path, AvroType type)
    {
        Replaced.Add(Generic(path));
        (object value, JsonNode json) = type switch
        {
            AvroType.String => ("", JsonValue.Create("")),
            AvroType.Int => (0, JsonValue.Create(0)),
            AvroType.Long => (0L, JsonValue.Create(0)),
            AvroType.Float => (0f, JsonValue.Create(0)),
            AvroType.Double => ((object)0.0, JsonValue.Create(0)),
            _ => throw new InvalidOperationException($"{path}: nothing stands for a {type} that is null"),
        };
        _standIns[path] = json;
        return value;
    }

    private void Replace(string path, float rounded)
    {
        Replaced.Add(Generic(path));
        _standIns[path] = (double)rounded;
    }

    // Something other than null or nothing, so that whatever is skipped takes room.
    private static object? Invent(AvroSchema schema) => schema switch
    {
        AvroUnionSchema union => Invent(union, union.Branches.ToList().FindIndex(b => b.Type != AvroType.Null)),
        AvroRecordSchema record => record.Fields.ToDictionary(f => f.Name, f => Invent(f.Schema)),
        AvroArraySchema array => new List<object?> { Invent(array.Items), Invent(array.Items) },
        AvroMapSchema map => new List<KeyValuePair<string, object?>> { new("key", Invent(map.Values)) },
        _ => schema.Type switch
        {
            AvroType.String => MadeUp,
            AvroType.Int => 300,
            AvroType.Long => 3_000_000_000L,
            AvroType.Float => 2.5f,
            AvroType.Double => -0.1,
            AvroType.Boolean => true,
            AvroType.Bytes => new byte[200],
            _ => throw new InvalidOperationException($"{schema.Type}"),
        },
    };

    private static Tree.Branch Invent(AvroUnionSchema union, int index) => new(index, Invent(union.Branches[index]));

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex NumberOfItem();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex KeyOfEntry();
}
