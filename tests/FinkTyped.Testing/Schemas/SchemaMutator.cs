namespace FinkTyped.Tests.Resolution;

/// <summary>Changes a schema here and there, as schemas change in life: most changes resolve, some do not.</summary>
internal sealed class SchemaMutator(Random random, int oneIn)
{
    private readonly SchemaMaker _maker = new(random);
    private int _names;

    public SchemaModel Mutate(SchemaModel schema)
    {
        var inner = schema switch
        {
            SchemaModel.Record record => MutateRecord(record),
            SchemaModel.Array array => new SchemaModel.Array(Mutate(array.Items)),
            SchemaModel.Map map => new SchemaModel.Map(Mutate(map.Values)),
            SchemaModel.Union union => MutateUnion(union),
            SchemaModel.Enum symbols when Chance() => MutateEnum(symbols),
            SchemaModel.Fixed bytes when Chance() => bytes with { Size = random.Next(4) == 0 ? bytes.Size + 1 : bytes.Size, Name = $"X{bytes.Name}" },
            SchemaModel.Primitive primitive when Chance() => MutatePrimitive(primitive),
            _ => schema,
        };
        if (!Chance()) return inner;
        return random.Next(3) switch
        {
            0 when inner is not SchemaModel.Union => _maker.Nullable(inner),
            1 when inner is SchemaModel.Union { Branches.Count: > 0 } union => union.Branches[random.Next(union.Branches.Count)],
            _ => inner,
        };
    }

    private bool Chance() => random.Next(oneIn) == 0;

    private SchemaModel.Record MutateRecord(SchemaModel.Record record)
    {
        var fields = record.Fields.Select(f => f with { Type = Mutate(f.Type) }).ToList();
        // A default made for the old type may not fit the new one; the reader must say so or take another branch.
        if (fields.Count > 0 && Chance()) fields.RemoveAt(random.Next(fields.Count));
        if (Chance()) fields.Insert(random.Next(fields.Count + 1), New(_maker.Field(1, withDefault: random.Next(5) > 0)));
        if (Chance()) fields.Insert(random.Next(fields.Count + 1), New(_maker.Field(0, withDefault: false)));
        if (fields.Count > 1 && Chance())
        {
            var moved = fields[random.Next(fields.Count)];
            fields.Remove(moved);
            fields.Insert(random.Next(fields.Count + 1), moved);
        }

        if (Chance()) fields = [.. fields.OrderBy(_ => random.Next())];
        if (fields.Count > 0 && Chance())
        {
            var at = random.Next(fields.Count);
            fields[at] = fields[at] with { Name = $"{fields[at].Name}_new", Alias = fields[at].Name };
        }

        var renamed = record with { Fields = fields };
        // The name of a record may be referred to from inside; then it must stay.
        if (record.ToString().Split($"\"{record.Name}\"").Length == 2 && Chance())
        {
            renamed = renamed with { Name = $"X{record.Name}", Alias = random.Next(2) == 0 ? record.Name : null };
        }

        return renamed;
    }

    private SchemaModel.Field New(SchemaModel.Field field)
    {
        // Names must differ from those of the original, types' too.
        var prefix = $"n{_names++}_";
        return field with { Name = prefix + field.Name, Type = Rename(field.Type, prefix) };
    }

    private static SchemaModel Rename(SchemaModel schema, string prefix) => schema switch
    {
        SchemaModel.Record record => record with { Name = prefix + record.Name, Fields = [.. record.Fields.Select(f => f with { Type = Rename(f.Type, prefix) })] },
        SchemaModel.Enum symbols => symbols with { Name = prefix + symbols.Name },
        SchemaModel.Fixed bytes => bytes with { Name = prefix + bytes.Name },
        SchemaModel.Array array => new SchemaModel.Array(Rename(array.Items, prefix)),
        SchemaModel.Map map => new SchemaModel.Map(Rename(map.Values, prefix)),
        SchemaModel.Union union => new SchemaModel.Union([.. union.Branches.Select(b => Rename(b, prefix))]),
        SchemaModel.Reference reference => new SchemaModel.Reference(prefix + reference.Name),
        _ => schema,
    };

    private SchemaModel.Union MutateUnion(SchemaModel.Union union)
    {
        var branches = union.Branches.Select(b => Mutate(b) is var m && m is SchemaModel.Union ? b : Mutate(b)).ToList();
        if (Chance()) branches = [.. branches.OrderBy(_ => random.Next())];
        if (branches.Count > 1 && Chance()) branches.RemoveAt(random.Next(branches.Count));
        if (Chance()) branches.Insert(random.Next(branches.Count + 1), new SchemaModel.Primitive(random.GetItems(["null", "string", "double", "long"], 1)[0]));
        return new SchemaModel.Union([.. branches.Where(b => b is not SchemaModel.Union).DistinctBy(Kind)]);
    }

    private static string Kind(SchemaModel schema) => schema switch
    {
        SchemaModel.Primitive p => p.Name,
        SchemaModel.Reference r => $"named {r.Name}",
        SchemaModel.Record r => $"named {r.Name}",
        SchemaModel.Enum e => $"named {e.Name}",
        SchemaModel.Fixed f => $"named {f.Name}",
        _ => schema.GetType().Name,
    };

    private SchemaModel.Enum MutateEnum(SchemaModel.Enum symbols)
    {
        var changed = symbols.Symbols.OrderBy(_ => random.Next()).ToList();
        if (changed.Count > 1 && random.Next(2) == 0) changed.RemoveAt(0);
        if (random.Next(2) == 0) changed.Add("added");
        return symbols with { Symbols = changed, Default = random.Next(2) == 0 ? changed[0] : null };
    }

    private SchemaModel.Primitive MutatePrimitive(SchemaModel.Primitive primitive) => new((primitive.Name, random.Next(4)) switch
    {
        (_, 0) => random.GetItems(["int", "long", "float", "double", "string", "bytes", "boolean", "null"], 1)[0],
        ("int", 1) => "long",
        ("int", 2) => "float",
        ("int" or "long" or "float", _) => "double",
        ("string", _) => "bytes",
        ("bytes", _) => "string",
        _ => primitive.Name,
    });
}
