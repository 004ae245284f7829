using System.Text;

namespace FinkTyped.Schemas;

/// <summary>How a field differs between two versions of a schema.</summary>
public enum SchemaChangeKind
{
    /// <summary>Only the newer schema has the field.</summary>
    Added,

    /// <summary>Only the older schema has the field.</summary>
    Removed,

    /// <summary>The newer schema calls the field otherwise and names the old name as an alias.</summary>
    Renamed,

    /// <summary>The type differs.</summary>
    TypeChanged,

    /// <summary>The field stands at another place among the fields both have.</summary>
    Moved,
}

/// <summary>A field that differs between two versions of a schema.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Path">The field by its newer name, for example <c>prvDiaSources[].psfFlux</c>; empty for the whole datum.</param>
/// <param name="Older">The older type, name or place in words; null for a field that was added.</param>
/// <param name="Newer">The newer type, name or place in words; null for a field that was removed.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string Path, string? Older, string? Newer)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var path = SchemaPath.Show(Path);
        return Kind switch
        {
            SchemaChangeKind.Added => $"added    {path} ({Newer})",
            SchemaChangeKind.Removed => $"removed  {path} ({Older})",
            SchemaChangeKind.Renamed => $"renamed  {path}, before {Older}",
            SchemaChangeKind.TypeChanged => $"type     {path}: {Older} -> {Newer}",
            _ => $"moved    {path}: from place {Older} to {Newer}",
        };
    }
}

/// <summary>
/// What changed from one version of a schema to another, field by field. Names of records, docs, defaults and logical types do not count.
/// </summary>
public sealed class SchemaDiff
{
    // A list is there to be read, and types that refer to each other have more paths than can be walked.
    private const int MaxChanges = 2000;
    private const int MaxPlaces = 8;
    private const int MaxDepth = 64;

    private readonly List<SchemaChange> _changes = [];
    private readonly HashSet<(AvroSchema, AvroSchema, int)> _open = new(SchemaPairComparer.Instance);
    private readonly Dictionary<(AvroSchema, AvroSchema, int), int> _places = new(SchemaPairComparer.Instance);

    private SchemaDiff()
    {
    }

    /// <summary>The changes in the order of the newer schema's fields; of each record, what was removed comes last.</summary>
    public IReadOnlyList<SchemaChange> Changes => _changes;

    /// <summary>Compares two schemas.</summary>
    public static SchemaDiff Between(AvroSchema older, AvroSchema newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var diff = new SchemaDiff();
        diff.Compare(older, newer, "");
        return diff;
    }

    /// <summary>One line for each change.</summary>
    public override string ToString()
    {
        if (_changes.Count == 0) return "no field differs";
        var text = new StringBuilder();
        foreach (var change in _changes)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(change);
        }

        return text.ToString();
    }

    private void Compare(AvroSchema older, AvroSchema newer, string path)
    {
        var (olderValue, newerValue) = (older.WithoutNull(out var olderNull), newer.WithoutNull(out var newerNull));
        if (olderNull != newerNull || !AreAlike(olderValue, newerValue))
        {
            Add(SchemaChangeKind.TypeChanged, path, SchemaWords.Describe(older), SchemaWords.Describe(newer));
        }

        if (olderValue is AvroPrimitiveSchema || !Enter((olderValue, newerValue, 0))) return;
        switch (olderValue, newerValue)
        {
            case (AvroRecordSchema before, AvroRecordSchema after):
                CompareFields(before, after, path);
                break;
            case (AvroArraySchema before, AvroArraySchema after):
                Compare(before.Items, after.Items, SchemaPath.Item(path));
                break;
            case (AvroMapSchema before, AvroMapSchema after):
                Compare(before.Values, after.Values, SchemaPath.Value(path));
                break;
            case (AvroUnionSchema before, AvroUnionSchema after) when AreAlike(before, after):
                for (var i = 0; i < after.Branches.Count; i++) Compare(before.Branches[i], after.Branches[i], path);
                break;
        }

        _open.Remove((olderValue, newerValue, 0));
    }

    private bool Enter((AvroSchema, AvroSchema, int) pair)
    {
        if (_open.Count >= MaxDepth || _places.GetValueOrDefault(pair) >= MaxPlaces || !_open.Add(pair)) return false;
        _places[pair] = _places.GetValueOrDefault(pair) + 1;
        return true;
    }

    private void CompareFields(AvroRecordSchema older, AvroRecordSchema newer, string path)
    {
        var sources = FieldPairing.FindSources(older, newer);
        var moved = FieldPairing.FindMoved(sources);
        for (var i = 0; i < sources.Length; i++)
        {
            var field = newer.Fields[i];
            var fieldPath = SchemaPath.Field(path, field.Name);
            if (sources[i] is not { } source)
            {
                Add(SchemaChangeKind.Added, fieldPath, null, SchemaWords.Describe(field.Schema));
                continue;
            }

            if (source.Name != field.Name) Add(SchemaChangeKind.Renamed, fieldPath, source.Name, field.Name);
            if (moved[i]) Add(SchemaChangeKind.Moved, fieldPath, $"{source.Index}", $"{field.Index}");
            Compare(source.Schema, field.Schema, fieldPath);
        }

        foreach (var removed in older.Fields.Except(sources.OfType<AvroField>()))
        {
            Add(SchemaChangeKind.Removed, SchemaPath.Field(path, removed.Name), SchemaWords.Describe(removed.Schema), null);
        }
    }

    /// <summary>Whether two types are the same but for their parts, which are compared for themselves.</summary>
    private static bool AreAlike(AvroSchema older, AvroSchema newer) => (older, newer) switch
    {
        (AvroRecordSchema, AvroRecordSchema) or (AvroArraySchema, AvroArraySchema) or (AvroMapSchema, AvroMapSchema) => true,
        (AvroUnionSchema before, AvroUnionSchema after) =>
            before.Branches.Count == after.Branches.Count && before.Branches.Zip(after.Branches).All(b => AreAlike(b.First, b.Second)),
        _ => older.Equals(newer),
    };

    private void Add(SchemaChangeKind kind, string path, string? older, string? newer)
    {
        if (_changes.Count < MaxChanges) _changes.Add(new SchemaChange(kind, path, older, newer));
    }
}
