namespace FinkTyped.Plans;

/// <summary>
/// Compiles <see cref="SkipProgram"/>s for types of a writer's schema. Programs wait in a list and refer to each other, so that neither
/// recursive types nor long chains of them are recursion here.
/// </summary>
internal sealed class SkipCompiler
{
    // Records are written out in place so far; beyond, they are called. A schema can name more fields than it has text.
    private const int MaxInlineDepth = 8;
    private const int MaxInlineOps = 100_000;

    private readonly Dictionary<AvroSchema, SkipProgram> _programs = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(SkipProgram Program, AvroSchema Schema)> _waiting = new();
    private int _inlineOps;

    /// <summary>The program of a type. It is complete once <see cref="Complete"/> was called.</summary>
    public SkipProgram For(AvroSchema schema)
    {
        if (_programs.TryGetValue(schema, out var known)) return known;
        var program = new SkipProgram { MinBytes = schema.MinBytes, IsRecord = schema is AvroRecordSchema };
        _programs.Add(schema, program);
        _waiting.Enqueue((program, schema));
        return program;
    }

    /// <summary>The program of some fields of a record that follow each other.</summary>
    public SkipProgram ForFields(AvroRecordSchema record, int start, int end)
    {
        var ops = new List<SkipOp>();
        for (var i = start; i < end; i++) Add(ops, record.Fields[i].Schema, 0);
        return new SkipProgram { Ops = [.. ops] };
    }

    /// <summary>Completes all programs asked for.</summary>
    public void Complete()
    {
        while (_waiting.TryDequeue(out var next))
        {
            var ops = new List<SkipOp>();
            if (next.Schema is AvroRecordSchema record) AddFields(ops, record, 0);
            else Add(ops, next.Schema, 0);
            next.Program.Ops = [.. ops];
        }
    }

    private void AddFields(List<SkipOp> ops, AvroRecordSchema record, int depth)
    {
        foreach (var field in record.Fields) Add(ops, field.Schema, depth);
    }

    private void Add(List<SkipOp> ops, AvroSchema schema, int depth)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                var fits = depth < MaxInlineDepth && _inlineOps + record.Fields.Count <= MaxInlineOps;
                if (fits)
                {
                    _inlineOps += record.Fields.Count;
                    AddFields(ops, record, depth + 1);
                }
                else
                {
                    ops.Add(new SkipOp(SkipKind.Call, Programs: [For(record)]));
                }

                break;
            case AvroFixedSchema bytes:
                AddFixed(ops, bytes.Size);
                break;
            case AvroEnumSchema symbols:
                ops.Add(new SkipOp(SkipKind.Enum, Size: symbols.Symbols.Count));
                break;
            case AvroArraySchema array:
                ops.Add(new SkipOp(SkipKind.Array, Programs: [For(array.Items)]));
                break;
            case AvroMapSchema map:
                ops.Add(new SkipOp(SkipKind.Map, Programs: [For(map.Values)]));
                break;
            case AvroUnionSchema union:
                ops.Add(Nullable(union) ?? new SkipOp(SkipKind.Union, Programs: [.. union.Branches.Select(For)]));
                break;
            default:
                AddPrimitive(ops, schema.Type);
                break;
        }
    }

    private static void AddPrimitive(List<SkipOp> ops, AvroType type)
    {
        switch (type)
        {
            case AvroType.Null:
                break;
            case AvroType.Int:
                ops.Add(new SkipOp(SkipKind.Int));
                break;
            case AvroType.Long:
                ops.Add(new SkipOp(SkipKind.Long));
                break;
            case AvroType.Bytes or AvroType.String:
                ops.Add(new SkipOp(SkipKind.Bytes));
                break;
            default:
                AddFixed(ops, FixedSize(type));
                break;
        }
    }

    private static void AddFixed(List<SkipOp> ops, int size)
    {
        if (size == 0) return;
        if (ops.Count > 0 && ops[^1] is { Kind: SkipKind.Fixed } last && last.Size <= int.MaxValue - size)
        {
            ops[^1] = last with { Size = last.Size + size };
        }
        else
        {
            ops.Add(new SkipOp(SkipKind.Fixed, Size: size));
        }
    }

    /// <summary>A union of null and a plain type has a step of its own: at Fink nearly every field is one.</summary>
    private static SkipOp? Nullable(AvroUnionSchema union)
    {
        if (union.Branches.Count != 2) return null;
        var valueAt = union.Branches[0].Type == AvroType.Null ? 1 : 0;
        if (union.Branches[1 - valueAt].Type != AvroType.Null) return null;
        var valueByte = (byte)(valueAt << 1);
        return union.Branches[valueAt] switch
        {
            AvroFixedSchema bytes => new SkipOp(SkipKind.NullableFixed, valueByte, bytes.Size),
            AvroPrimitiveSchema { Type: AvroType.Int } => new SkipOp(SkipKind.NullableInt, valueByte),
            AvroPrimitiveSchema { Type: AvroType.Long } => new SkipOp(SkipKind.NullableLong, valueByte),
            AvroPrimitiveSchema { Type: AvroType.Bytes or AvroType.String } => new SkipOp(SkipKind.NullableBytes, valueByte),
            AvroPrimitiveSchema { Type: AvroType.Boolean or AvroType.Float or AvroType.Double } value =>
                new SkipOp(SkipKind.NullableFixed, valueByte, FixedSize(value.Type)),
            _ => null,
        };
    }

    private static int FixedSize(AvroType type) => type switch
    {
        AvroType.Boolean => sizeof(byte),
        AvroType.Float => sizeof(float),
        _ => sizeof(double),
    };
}
