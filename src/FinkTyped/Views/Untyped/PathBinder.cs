using System.Text;

namespace FinkTyped;

/// <summary>Looks a path up in a schema, and says what may have been meant where there is nothing.</summary>
internal sealed class PathBinder
{
    private readonly AvroPlan _plan;
    private readonly AvroPath _path;
    private readonly string[] _names;
    private readonly List<BoundStep> _steps = [];
    private int _at;
    private bool _isNullable;

    public PathBinder(AvroPlan plan, AvroPath path, int start = 0)
    {
        _plan = plan;
        _path = path;
        _names = [.. path.Names];
        _at = start;
    }

    /// <summary>The path from its start on, in the plan's record.</summary>
    public BoundPath Bind()
    {
        _isNullable = _plan.Schema.AllowsNull();
        if (!_plan.IsRecord)
        {
            _steps.Add(new BoundStep(0));
            return Follow(_plan.Schema);
        }

        return Field(_plan.Record);
    }

    private BoundPath Field(AvroRecordSchema record)
    {
        if (!record.TryGetField(_names[_at], out var field)) throw Unknown(record);
        _at++;
        _steps.Add(new BoundStep(field.Index));
        return Follow(field.Schema);
    }

    private BoundPath Follow(AvroSchema schema)
    {
        _isNullable |= schema.AllowsNull();
        var inner = schema.WithoutNull(out _);
        if (_at == _names.Length) return new BoundPath(_plan, _path, [.. _steps], inner, _isNullable);
        switch (inner)
        {
            case AvroRecordSchema record:
                return Field(record);
            case AvroMapSchema map:
                _steps.Add(new BoundStep(-1, Encoding.UTF8.GetBytes(_names[_at++])));
                _isNullable = true;
                return Follow(map.Values);
            case AvroArraySchema array when array.Items.AsRecord(out _) is { } record:
                var item = new PathBinder(_plan.PartOf(record), _path, _at);
                item._isNullable = array.Items.AllowsNull();
                return new BoundPath(_plan, _path, [.. _steps], inner, _isNullable, item.Field(record));
            default:
                throw new AvroPathException(_path.ToString(), $"{Where()} is {SchemaWords.Describe(inner)} and has no {_names[_at]}");
        }
    }

    private AvroPathException Unknown(AvroRecordSchema record)
    {
        var name = _names[_at];
        var near = SimilarNames.Find(name, record.Fields.Select(f => f.Name));
        var reason = $"{(_at == 0 ? "the schema" : Where())} has no {name}";
        if (near is not null) return new AvroPathException(_path.ToString(), reason, AvroPath.Show([.. _names[.._at], near, .. _names[(_at + 1)..]]));
        return new AvroPathException(_path.ToString(), reason, Elsewhere(name));
    }

    // The field of the name somewhere else in the alert, the outermost first.
    private string? Elsewhere(string name)
    {
        var seen = new HashSet<AvroRecordSchema>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(AvroRecordSchema Record, string[] Way)>();
        open.Enqueue((_plan.Record, []));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next.Record)) continue;
            // The record made for a datum that is none has no name of its own in paths.
            string[] Way(AvroField field) => _plan.IsRecord || !ReferenceEquals(next.Record, _plan.Record) ? [.. next.Way, field.Name] : next.Way;
            foreach (var field in next.Record.Fields)
            {
                if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) return AvroPath.Show(Way(field));
                var inner = field.Schema.WithoutNull(out _);
                if (inner is AvroArraySchema array) inner = array.Items.WithoutNull(out _);
                if (inner is AvroRecordSchema record) open.Enqueue((record, Way(field)));
            }
        }

        return null;
    }

    private string Where() => AvroPath.Show(_names.AsSpan(0, _at));
}
