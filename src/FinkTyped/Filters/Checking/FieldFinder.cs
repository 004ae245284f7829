using System.Text;
using FinkTyped.Plans;

namespace FinkTyped.Filters;

/// <summary>Finds what the names of a filter stand for in the writer's schema, and says what is near where there is nothing.</summary>
internal sealed class FieldFinder(string text, AvroSchema alert, AvroLimits limits)
{
    // How far suggestions are looked for; schemas may be deep, and contain themselves.
    private const int SuggestionDepth = 4;
    private const int MostSuggestions = 5000;

    /// <summary>The name of an item that is no record.</summary>
    public const string Item = "it";

    /// <summary>The name of the alert, for fields that an item's hide.</summary>
    public const string Alert = "alert";

    /// <summary>What names stand for, up to the first list, which ends the way: <paramref name="used"/> tells how many names that took.</summary>
    /// <exception cref="AlertFilterException">There is no such field.</exception>
    public Target Find(FieldSyntax field, Scope scope, out int used)
    {
        var target = First(field, scope, out used);
        while (used < field.Names.Length && target.Schema is not AvroArraySchema) target = Next(field, used++, target);
        return target;
    }

    /// <summary>A field that a function looks for by itself; null where no record here has one of the names.</summary>
    public static Target? FindImplicit(IReadOnlyList<string> names, Scope scope)
    {
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Record is not { } record) continue;
            foreach (var name in names)
            {
                if (record.TryGetField(name, out var field)) return FieldOf(record, new ScopeRecord(at.Level), field);
            }

            foreach (var part in record.Fields)
            {
                if (part.Schema.AsRecord(out _) is not { } inner) continue;
                foreach (var name in names)
                {
                    if (inner.TryGetField(name, out var field)) return FieldOf(inner, FieldOf(record, new ScopeRecord(at.Level), part).AsRecord(), field);
                }
            }
        }

        return null;
    }

    private static Target FieldOf(AvroRecordSchema record, RecordSource source, AvroField field) =>
        new(record.Fields[field.Index].Schema.WithoutNull(out _), source, field.Index, null);

    private Target First(FieldSyntax field, Scope scope, out int used)
    {
        var name = field.Names[0].Text;
        used = 1;
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Record is null && name == Item) return new Target(at.Item!.WithoutNull(out _), null, -1, new ScopeValue());
            if (at.Record is { } record && record.TryGetField(name, out var found)) return FieldOf(record, new ScopeRecord(at.Level), found);
        }

        if (name == Alert && field.Names.Length > 1) return new Target(alert.WithoutNull(out _), new ScopeRecord(0), -1, null);
        throw new AlertFilterException(Missing(field, 0, scope), text, field.Names[0].Place);
    }

    private Target Next(FieldSyntax field, int at, Target target)
    {
        var name = field.Names[at];
        switch (target.Schema)
        {
            case AvroRecordSchema record:
                return record.TryGetField(name.Text, out var found)
                    ? FieldOf(record, target.AsRecord(), found)
                    : throw new AlertFilterException(Missing(field, at, new Scope(record, 0, null, null)), text, name.Place);
            case AvroMapSchema map:
                var key = Encoding.UTF8.GetBytes(name.Text);
                var value = map.Values.WithoutNull(out _);
                return value is AvroRecordSchema && target.Field >= 0
                    ? new Target(value, new EntryRecord(target.Record!, target.Field, key, IdentityPlans.Of(map.Values, limits)), -1, null)
                    : new Target(value, null, -1, new EntryValue(target.AsValue(), key, value, limits));
            default:
                throw new AlertFilterException(
                    $"{PathTo(field, at)} is {FieldKinds.Of(target.Schema)}, which has no field {Quoted(name.Text)}", text, name.Place);
        }
    }

    private static string Missing(FieldSyntax field, int at, Scope scope)
    {
        var name = field.Names[at].Text;
        var owner = at > 0 ? PathTo(field, at) : scope.Outer is null ? "the alert" : "an item here";
        var reason = $"{owner} has no field {Quoted(name)}";
        return Suggestion(name, scope) is { } suggestion ? $"{reason}; did you mean {suggestion}?" : reason;
    }

    // The same name elsewhere is meant more often than a similar name here.
    private static string? Suggestion(string name, Scope scope)
    {
        var near = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Record is null) near.TryAdd(Item, Item);
            else Collect(at.Record, "", SuggestionDepth, near);
        }

        foreach (var (path, last) in near)
        {
            if (last.Equals(name, StringComparison.OrdinalIgnoreCase)) return path;
        }

        // Of the nearest name, the shallowest place; the dictionary has these first.
        var nearest = SimilarNames.Find(name, near.Values.Distinct());
        return nearest is null ? null : near.First(n => n.Value == nearest).Key;
    }

    private static void Collect(AvroRecordSchema record, string prefix, int depth, Dictionary<string, string> into)
    {
        foreach (var field in record.Fields) into.TryAdd(prefix + Quoted(field.Name), field.Name);
        if (depth == 1 || into.Count > MostSuggestions) return;
        foreach (var field in record.Fields)
        {
            if (field.Schema.AsRecord(out _) is { } inner) Collect(inner, $"{prefix}{Quoted(field.Name)}.", depth - 1, into);
        }
    }

    private static string PathTo(FieldSyntax field, int end) => string.Join('.', field.Names.Take(end).Select(n => Quoted(n.Text)));

    // As it would have to be written.
    private static string Quoted(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
