using System.Text;

namespace FinkTyped.Columns;

/// <summary>Makes the columns for a schema: for the paths that are wanted, or for all fields.</summary>
internal sealed class ColumnBinder(AvroRecordSchema alert)
{
    // Schemas are hostile too: a record that holds others twice, and these others twice, grows without end.
    private const int MostColumns = 20_000;

    private readonly HashSet<AvroSchema> _open = new(ReferenceEqualityComparer.Instance);
    private int _columns;

    /// <summary>All fields of the alert.</summary>
    public ColumnSource[] All() =>
        [.. alert.Fields.Select(f => new ColumnSource([new ColumnStep(f.Index, null)], Column(f.Name, f.Schema, isNullable: false, f.Doc, f.Name)))];

    /// <summary>What a path leads to.</summary>
    /// <exception cref="AvroPathException">It leads nowhere.</exception>
    public ColumnSource Path(string text) => Follow(alert, AvroPath.Parse(text).Names, 0, text, isNullable: false, text);

    private ColumnSource Follow(AvroRecordSchema record, IReadOnlyList<string> path, int at, string name, bool isNullable, string text)
    {
        var steps = new List<ColumnStep>();
        AvroSchema schema = record;
        string? doc = null;
        while (true)
        {
            var inner = schema.WithoutNull(out _);
            if (steps.Count > 0) isNullable |= schema.AllowsNull();
            if (at == path.Count) return new ColumnSource([.. steps], Column(name, schema, isNullable, doc, text));
            switch (inner)
            {
                case AvroRecordSchema fields when fields.TryGetField(path[at], out var field):
                    steps.Add(new ColumnStep(field.Index, null));
                    (schema, doc) = (field.Schema, field.Doc);
                    at++;
                    break;
                case AvroRecordSchema fields:
                    var near = SimilarNames.Find(path[at], fields.Fields.Select(f => f.Name));
                    throw new AvroPathException(text, $"{Where(path, at)} has no field {path[at]}", near);
                case AvroMapSchema map:
                    steps.Add(new ColumnStep(-1, Encoding.UTF8.GetBytes(path[at++])));
                    (schema, isNullable) = (map.Values, true);
                    break;
                case AvroArraySchema array when array.Items.AsRecord(out var nullBranch) is { } item:
                    var source = Follow(item, path, at, "item", nullBranch >= 0, text);
                    return new ColumnSource([.. steps], new AlertListColumn(name, array, isNullable, doc, source.Column, source));
                default:
                    throw new AvroPathException(text, $"{Where(path, at)} holds nothing that is called {path[at]}");
            }
        }
    }

    private AlertColumn Column(string name, AvroSchema schema, bool isNullable, string? doc, string path)
    {
        if (++_columns > MostColumns) throw new AvroPathException(path, $"the alert has more than {MostColumns} columns");
        isNullable |= schema.AllowsNull();
        var inner = schema.WithoutNull(out _);
        switch (inner)
        {
            case AvroRecordSchema record:
                if (!_open.Add(record)) throw new AvroPathException(path, $"{record.FullName} contains itself, and has no end of columns");
                var fields = Array.ConvertAll(record.FieldArray, f => Column(f.Name, f.Schema, isNullable: false, f.Doc, $"{path}.{f.Name}"));
                _open.Remove(record);
                return new AlertRecordColumn(name, record, isNullable, doc, fields, null);
            case AvroArraySchema array:
                return new AlertListColumn(name, array, isNullable, doc, Column("item", array.Items, isNullable: false, null, path), null);
            case AvroMapSchema map:
                var keys = new AlertBytesColumn("key", new AvroPrimitiveSchema(AvroType.String), isNullable: false, null);
                return new AlertMapColumn(name, map, isNullable, doc, keys, Column("value", map.Values, isNullable: false, null, path));
            case AvroUnionSchema union:
                return Union(name, union, isNullable, doc, path);
            case AvroEnumSchema:
                return new AlertNumberColumn<int>(name, inner, isNullable, doc);
            default:
                return Plain(name, inner, isNullable, doc);
        }
    }

    private static AlertColumn Plain(string name, AvroSchema schema, bool isNullable, string? doc) => schema.Type switch
    {
        AvroType.Int => new AlertNumberColumn<int>(name, schema, isNullable, doc),
        AvroType.Long => new AlertNumberColumn<long>(name, schema, isNullable, doc),
        AvroType.Float => new AlertNumberColumn<float>(name, schema, isNullable, doc),
        AvroType.Double => new AlertNumberColumn<double>(name, schema, isNullable, doc),
        AvroType.Boolean or AvroType.Null => new AlertNumberColumn<bool>(name, schema, isNullable, doc),
        _ => new AlertBytesColumn(name, schema, isNullable, doc),
    };

    private AlertRecordColumn Union(string name, AvroUnionSchema union, bool isNullable, string? doc, string path)
    {
        var parts = new List<AlertColumn>();
        var partOfBranch = new int[union.BranchArray.Length];
        foreach (var (i, branch) in union.BranchArray.Index())
        {
            partOfBranch[i] = branch.Type == AvroType.Null ? -1 : parts.Count;
            var type = branch is AvroNamedSchema named ? named.Name : branch.Type.ToString().ToLowerInvariant();
            // Two maps, or two records of one name in different namespaces.
            if (parts.Exists(p => p.Name == type)) type = $"{type}_{i}";
            if (branch.Type != AvroType.Null) parts.Add(Column(type, branch, isNullable: true, null, path));
        }

        return new AlertRecordColumn(name, union, isNullable, doc, [.. parts], partOfBranch);
    }

    private static string Where(IReadOnlyList<string> path, int end) => end == 0 ? "the alert" : string.Join('.', path.Take(end));
}
