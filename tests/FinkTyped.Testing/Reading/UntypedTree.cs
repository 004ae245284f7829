using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Reads a datum of any schema as a <see cref="Tree"/> through an <see cref="AvroPlan"/>: every field by its path from the record that is
/// looked at, however deep, or by the record in between.
/// </summary>
internal sealed class UntypedTree(Random? random = null)
{
    private const int MostNames = 6;

    private readonly ViewTree _values = new();

    /// <summary>The datum, with a view lent for a call or, by chance, one of its own.</summary>
    public object? Read(AvroPlan plan, ReadOnlySpan<byte> datum)
    {
        if (random?.Next(2) == 0) return Read(plan.Open(datum), plan);
        return plan.Read(datum, this, static (view, tree) => tree.Read(view, view.Plan));
    }

    private object? Read(DatumView view, AvroPlan plan)
    {
        if (plan.Schema.AsRecord(out var nullBranch) is not { } record)
        {
            return _values.Value(view.Value(), plan.Schema.WithoutNull(out nullBranch)) is var value && nullBranch >= 0
                ? new Tree.Branch(value is null ? nullBranch : 1 - nullBranch, value)
                : value;
        }

        return Branch(view.IsNull ? null : Fields(view, plan, record, []), nullBranch);
    }

    private Dictionary<string, object?> Fields(DatumView view, AvroPlan plan, AvroRecordSchema record, string[] way)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var field in record.Fields)
        {
            var inner = field.Schema.WithoutNull(out var nullBranch);
            var path = plan.Bind(AvroPath.Parse(AvroPath.Show([.. way, field.Name])));
            Assert.True(nullBranch < 0 || path.IsNullable);
            var value = view.HasValue(path) || nullBranch < 0 ? Value(view, plan, path, inner, [.. way, field.Name]) : null;
            fields.Add(field.Name, Branch(value, nullBranch));
        }

        return fields;
    }

    private object? Value(DatumView view, AvroPlan plan, BoundPath path, AvroSchema schema, string[] way)
    {
        Assert.Same(schema, path.Schema);
        switch (schema)
        {
            case AvroRecordSchema record:
                // The path from further out, as long as it does not grow without end.
                if (way.Length < MostNames && random?.Next(3) != 0) return Fields(view, plan, record, way);
                return Fields(view.Record(path), DatumView.PlanOf(path), record, []);
            case AvroArraySchema { Items: var items } when items.AsRecord(out var nullItem) is { } item:
                var list = new List<object?>();
                foreach (var one in view.Items(path)) list.Add(Branch(one.IsNull ? null : Fields(one, path.ItemPlan!, item, []), nullItem));
                return list;
            case AvroMapSchema map:
                var entries = (List<KeyValuePair<string, object?>>?)_values.Value(view.Value(path), schema);
                foreach (var (key, value) in entries ?? []) CheckEntry(view, plan.Bind(AvroPath.Parse(AvroPath.Show([.. way, key]))), entries!, key, map.Values);
                return entries;
        }

        return schema.Type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => view.Boolean(path),
            AvroType.Int => (int?)view.Long(path),
            AvroType.Long => view.Long(path),
            AvroType.Float => view.Float(path),
            AvroType.Double => view.Double(path),
            AvroType.Enum => view.Text(path) is { IsNull: false } symbol ? new Tree.Symbol(symbol.ToString()) : null,
            AvroType.String => view.Text(path) is { IsNull: false } text ? text.ToString() : null,
            AvroType.Bytes or AvroType.Fixed => view.Bytes(path) is { IsNull: false } bytes ? bytes.Span.ToArray() : null,
            _ => _values.Value(view.Value(path), schema) ?? (schema is AvroUnionSchema union ? ViewTree.NullOf(union) : null),
        };
    }

    private static void CheckEntry(DatumView view, BoundPath path, List<KeyValuePair<string, object?>> entries, string key, AvroSchema values)
    {
        var last = entries.FindLast(e => e.Key == key).Value;
        var inner = values.WithoutNull(out var nullBranch);
        if (nullBranch >= 0) last = ((Tree.Branch)last!).Value;
        if (inner is not AvroUnionSchema) Assert.Equal(last is not null, view.HasValue(path));
        Assert.True(path.IsNullable);
        object? found = inner.Type switch
        {
            AvroType.Boolean => view.Boolean(path),
            AvroType.Int or AvroType.Long => view.Long(path),
            AvroType.Float => view.Float(path),
            AvroType.Double => view.Double(path),
            _ => last,
        };
        Assert.Equal(Tree.Show(last is int small ? (long)small : last), Tree.Show(found));
    }

    private static object? Branch(object? value, int nullBranch) =>
        nullBranch < 0 ? value : new Tree.Branch(value is null ? nullBranch : 1 - nullBranch, value);
}
