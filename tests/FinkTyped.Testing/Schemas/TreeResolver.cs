using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests.Resolution;

/// <summary>
/// Schema resolution as the specification words it, value by value on trees, with nothing planned ahead: what the planned resolver is
/// compared with. Slow and plain on purpose.
/// </summary>
internal sealed class TreeResolver(SchemaResolution resolution)
{
    private readonly HashSet<(AvroSchema, AvroSchema)> _open = new(new ByReference());

    // What the whole datum is read as.
    private AvroSchema? _root;

    /// <summary>The reader's value for a writer's.</summary>
    public object? Resolve(AvroSchema writer, AvroSchema reader, object? value)
    {
        _root = reader;
        return ResolveValue(writer, reader, value);
    }

    private object? ResolveValue(AvroSchema writer, AvroSchema reader, object? value)
    {
        if (writer is AvroUnionSchema writerUnion)
        {
            var branch = (Tree.Branch)value!;
            if (MayEmpty(reader) && branch.Value is null && writerUnion.Branches[branch.Index].Type == AvroType.Null && writerUnion.Branches.Count > 1)
                return ((AvroRecordSchema)reader).Fields.ToDictionary(f => f.Name, f => (object?)NullOf(f.Schema));
            return ResolveBranch(writerUnion.Branches[branch.Index], reader, branch.Value, branch.Index);
        }

        return ResolveBranch(writer, reader, value, -1);
    }

    /// <summary>
    /// Whether the writer's type can become the reader's at all. A union can when some branch can; that null becomes null is not enough
    /// where the writer's union has other branches.
    /// </summary>
    public bool CanResolve(AvroSchema writer, AvroSchema reader, int place = -1)
    {
        // A pair met again inside itself does not fail on its own account.
        if (!_open.Add((writer, reader))) return true;
        try
        {
            if (writer is AvroUnionSchema writerUnion)
            {
                var values = writerUnion.Branches.Where(b => b.Type != AvroType.Null).ToList();
                if (values.Count == 0) values = [.. writerUnion.Branches];
                return values.Any(b => CanResolve(b, reader, writerUnion.Branches.ToList().IndexOf(b)));
            }

            if (reader is AvroUnionSchema) return ChooseBranch(writer, reader, place) >= 0;
            switch (writer, reader)
            {
                case (AvroRecordSchema w, AvroRecordSchema r):
                    if (!NamesMatch(w, r)) return false;
                    return r.Fields.All(f => SourceOf(w, r, f) is { } source
                        ? CanResolve(source.Schema, f.Schema) || MayGiveUp(f)
                        : TryDefault(f, out _));
                case (AvroArraySchema w, AvroArraySchema r):
                    return CanResolve(w.Items, r.Items);
                case (AvroMapSchema w, AvroMapSchema r):
                    return CanResolve(w.Values, r.Values);
                case (AvroEnumSchema w, AvroEnumSchema r):
                    return NamesMatch(w, r) && (r.Default is not null || w.Symbols.Intersect(r.Symbols).Any());
                case (AvroFixedSchema w, AvroFixedSchema r):
                    return NamesMatch(w, r) && w.Size == r.Size;
                default:
                    return writer.Type == reader.Type || Promotes(writer.Type, reader.Type);
            }
        }
        finally
        {
            _open.Remove((writer, reader));
        }
    }

    private object? ResolveBranch(AvroSchema writer, AvroSchema reader, object? value, int place)
    {
        if (reader is AvroUnionSchema readerUnion)
        {
            var chosen = ChooseBranch(writer, reader, place);
            if (chosen < 0) throw new AvroException("no branch");
            return new Tree.Branch(chosen, ResolveBranch(writer, readerUnion.Branches[chosen], value, -1));
        }

        // An array of what cannot be resolved is no value, even when it is empty.
        if (!CanResolve(writer, reader)) throw new AvroException("cannot be resolved");
        switch (writer, reader)
        {
            case (AvroRecordSchema w, AvroRecordSchema r):
                var fields = new Dictionary<string, object?>();
                foreach (var field in r.Fields)
                {
                    var source = SourceOf(w, r, field);
                    if (source is null) fields.Add(field.Name, DefaultOf(field));
                    else if (MayGiveUp(field) && !CanResolve(source.Schema, field.Schema)) fields.Add(field.Name, NullOf(field.Schema));
                    else fields.Add(field.Name, ResolveValue(source.Schema, field.Schema, ((Dictionary<string, object?>)value!)[source.Name]));
                }

                return fields;
            case (AvroArraySchema w, AvroArraySchema r):
                return ((List<object?>)value!).ConvertAll(item => ResolveValue(w.Items, r.Items, item));
            case (AvroMapSchema w, AvroMapSchema r):
                return ((List<KeyValuePair<string, object?>>)value!)
                    .ConvertAll(e => new KeyValuePair<string, object?>(e.Key, ResolveValue(w.Values, r.Values, e.Value)));
            case (AvroEnumSchema, AvroEnumSchema r):
                var symbol = (Tree.Symbol)value!;
                if (r.Symbols.Contains(symbol.Name)) return symbol;
                return r.Default is null ? throw new AvroException("unknown symbol") : new Tree.Symbol(r.Default);
            default:
                return writer.Type == reader.Type ? value : Promote(value, reader.Type);
        }
    }

    /// <summary>
    /// The reader's branch that takes a type, -1 for none: of the same type and name, of a matching name, at the same place, of any name, by
    /// promotion. A branch that cannot be resolved is passed over.
    /// </summary>
    private int ChooseBranch(AvroSchema writer, AvroSchema reader, int place)
    {
        var branches = ((AvroUnionSchema)reader).Branches;
        var indexes = Enumerable.Range(0, branches.Count).Where(i => CanResolve(writer, branches[i])).ToList();
        Func<int, bool>[] preferences =
        [
            i => branches[i].Type == writer.Type && (writer as AvroNamedSchema)?.FullName == (branches[i] as AvroNamedSchema)?.FullName,
            i => branches[i].Type == writer.Type && writer is AvroNamedSchema name && HaveSameName(name, (AvroNamedSchema)branches[i]),
            i => branches[i].Type == writer.Type && i == place,
            i => branches[i].Type == writer.Type,
            _ => true,
        ];
        foreach (var prefers in preferences)
        {
            foreach (var index in indexes)
            {
                if (prefers(index)) return index;
            }
        }

        return -1;
    }

    private bool NamesMatch(AvroNamedSchema writer, AvroNamedSchema reader) => resolution.IgnoreRecordNames || HaveSameName(writer, reader);

    private static bool HaveSameName(AvroNamedSchema writer, AvroNamedSchema reader) =>
        writer.Name == reader.Name || reader.Aliases.Any(a => a.Split('.')[^1] == writer.Name);

    private static AvroField? SourceOf(AvroRecordSchema writer, AvroRecordSchema reader, AvroField field)
    {
        if (writer.Fields.FirstOrDefault(f => f.Name == field.Name) is { } same) return same;
        // An alias finds a field that no field of the reader's has by name, and that no earlier alias has found.
        var taken = reader.Fields.Select(f => f.Name).ToHashSet();
        foreach (var other in reader.Fields)
        {
            if (writer.Fields.Any(f => f.Name == other.Name)) continue;
            var found = other.Aliases.Select(a => writer.Fields.FirstOrDefault(f => f.Name == a && !taken.Contains(a))).FirstOrDefault(f => f is not null);
            if (ReferenceEquals(other, field)) return found;
            if (found is not null) taken.Add(found.Name);
        }

        return null;
    }

    private bool TryDefault(AvroField field, out object? value)
    {
        if (field.Default is { } json) return FromJson(field.Schema, json, out value);
        value = AllowsNull(field.Schema) ? NullOf(field.Schema) : null;
        return resolution.MissingNullableIsNull && AllowsNull(field.Schema);
    }

    private bool MayEmpty(AvroSchema reader) =>
        resolution.NullIsRecordOfNulls && reader != _root && reader is AvroRecordSchema { Fields.Count: > 0 } record && record.Fields.All(f => AllowsNull(f.Schema));

    private bool MayGiveUp(AvroField field) => resolution.UnresolvableNullableIsNull && AllowsNull(field.Schema);

    private static bool AllowsNull(AvroSchema schema) =>
        schema.Type == AvroType.Null || (schema is AvroUnionSchema union && union.Branches.Any(b => b.Type == AvroType.Null));

    private static Tree.Branch? NullOf(AvroSchema schema) =>
        schema is AvroUnionSchema union ? new Tree.Branch(union.Branches.ToList().FindIndex(b => b.Type == AvroType.Null), null) : null;

    private object? DefaultOf(AvroField field) => TryDefault(field, out var value) ? value : throw new AvroException("no default");

    private static bool FromJson(AvroSchema schema, JsonElement json, out object? value)
    {
        value = null;
        switch (schema)
        {
            case AvroUnionSchema union:
                for (var i = 0; i < union.Branches.Count; i++)
                {
                    if (!FromJson(union.Branches[i], json, out var inner)) continue;
                    value = new Tree.Branch(i, inner);
                    return true;
                }

                return false;
            case AvroRecordSchema record when json.ValueKind == JsonValueKind.Object:
                var fields = new Dictionary<string, object?>();
                foreach (var field in record.Fields)
                {
                    if (!json.TryGetProperty(field.Name, out var member))
                    {
                        if (field.Default is null) return false;
                        member = field.Default.Value;
                    }

                    if (!FromJson(field.Schema, member, out var inner)) return false;
                    fields.Add(field.Name, inner);
                }

                value = fields;
                return true;
            case AvroArraySchema array when json.ValueKind == JsonValueKind.Array:
                var items = new List<object?>();
                foreach (var item in json.EnumerateArray())
                {
                    if (!FromJson(array.Items, item, out var inner)) return false;
                    items.Add(inner);
                }

                value = items;
                return true;
            case AvroMapSchema map when json.ValueKind == JsonValueKind.Object:
                var entries = new List<KeyValuePair<string, object?>>();
                foreach (var entry in json.EnumerateObject())
                {
                    if (!FromJson(map.Values, entry.Value, out var inner)) return false;
                    entries.Add(new(entry.Name, inner));
                }

                value = entries;
                return true;
        }

        value = (schema.Type, json.ValueKind) switch
        {
            (AvroType.Boolean, JsonValueKind.True) => true,
            (AvroType.Boolean, JsonValueKind.False) => false,
            (AvroType.Int, JsonValueKind.Number) => json.TryGetInt32(out var number) ? number : null,
            (AvroType.Long, JsonValueKind.Number) => json.TryGetInt64(out var number) ? number : null,
            (AvroType.Float, JsonValueKind.Number) => json.GetSingle(),
            (AvroType.Double, JsonValueKind.Number) => json.GetDouble(),
            (AvroType.String, JsonValueKind.String) => json.GetString(),
            (AvroType.Bytes or AvroType.Fixed, JsonValueKind.String) => Encoding.Latin1.GetBytes(json.GetString()!),
            (AvroType.Enum, JsonValueKind.String) => ((AvroEnumSchema)schema).Symbols.Contains(json.GetString()) ? new Tree.Symbol(json.GetString()!) : null,
            _ => null,
        };
        if (schema is AvroFixedSchema size && value is byte[] bytes && bytes.Length != size.Size) return false;
        return value is not null || (schema.Type == AvroType.Null && json.ValueKind == JsonValueKind.Null);
    }

    private static bool Promotes(AvroType writer, AvroType reader) => writer switch
    {
        AvroType.Int => reader is AvroType.Long or AvroType.Float or AvroType.Double,
        AvroType.Long => reader is AvroType.Float or AvroType.Double,
        AvroType.Float => reader is AvroType.Double,
        AvroType.String => reader is AvroType.Bytes,
        AvroType.Bytes => reader is AvroType.String,
        _ => false,
    };

    private static object Promote(object? value, AvroType reader) => (value, reader) switch
    {
        (int i, AvroType.Long) => (long)i,
        (int i, AvroType.Float) => (float)i,
        (int i, AvroType.Double) => (double)i,
        (long l, AvroType.Float) => (float)l,
        (long l, AvroType.Double) => (double)l,
        (float f, AvroType.Double) => (double)f,
        (string s, AvroType.Bytes) => Encoding.UTF8.GetBytes(s),
        (byte[] b, AvroType.String) => TextOf(b),
        _ => throw new AvroException("no promotion"),
    };

    private static string TextOf(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new AvroException("no text");
        }
    }

    private sealed class ByReference : IEqualityComparer<(AvroSchema, AvroSchema)>
    {
        public bool Equals((AvroSchema, AvroSchema) x, (AvroSchema, AvroSchema) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((AvroSchema, AvroSchema) key) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item1),
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Item2));
    }
}
