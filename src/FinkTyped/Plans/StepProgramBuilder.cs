namespace FinkTyped.Plans;

/// <summary>Makes the steps of types of which no reader wants the fields: to pass over them, to check them, to say where a fault is.</summary>
internal static class StepProgramBuilder
{
    // Records are written out in place as long as they are few, so that layouts can hold them.
    private const int MaxUnrolledSteps = 4096;
    private const int MaxUnrolledDepth = 32;

    /// <summary>The program of a type.</summary>
    public static StepProgram Of(AvroSchema schema)
    {
        var steps = new List<WireStep>();
        Add(steps, schema, null, []);
        return Complete(steps, schema.MinBytes, isRecord: schema.AsRecord(out _) is not null);
    }

    /// <summary>The program of some fields of a record that follow each other.</summary>
    public static StepProgram OfFields(AvroRecordSchema record, int start, int end)
    {
        var steps = new List<WireStep>();
        foreach (var field in record.FieldArray.AsSpan(start, end - start)) Add(steps, field.Schema, field.Name, []);
        return Complete(steps, minBytes: 0, isRecord: false);
    }

    /// <summary>A field as one step, whatever it holds.</summary>
    public static WireStep OfField(AvroField field) => Leaf(field.Schema.WithoutNull(out var nullBranch), nullBranch, field.Name);

    /// <summary>Adds the steps of a value that no reader wants.</summary>
    /// <param name="steps">Where they go.</param>
    /// <param name="schema">The type.</param>
    /// <param name="name">The field that the value is; null for none.</param>
    /// <param name="around">The records that it is in, as far as they are written out in place.</param>
    public static void Add(List<WireStep> steps, AvroSchema schema, string? name, List<AvroRecordSchema> around)
    {
        var inner = schema.WithoutNull(out var nullBranch);
        if (inner is not AvroRecordSchema record || around.Contains(record, ReferenceEqualityComparer.Instance)
            || around.Count >= MaxUnrolledDepth || steps.Count >= MaxUnrolledSteps)
        {
            steps.Add(Leaf(inner, nullBranch, name));
            return;
        }

        var at = steps.Count;
        // The step is put in place once it is known how many steps its fields take.
        steps.Add(null!);
        around.Add(record);
        foreach (var field in record.FieldArray) Add(steps, field.Schema, field.Name, around);
        around.RemoveAt(around.Count - 1);
        steps[at] = new WireStep
        {
            Kind = WireKind.Record,
            NullBranch = nullBranch,
            Argument = steps.Count - at - 1,
            Schema = record,
            Name = name,
        };
    }

    /// <summary>What stands on the wire for a type that is not written out in place.</summary>
    public static WireKind KindOf(AvroSchema schema) => schema.Type switch
    {
        AvroType.Null => WireKind.Null,
        AvroType.Boolean => WireKind.Boolean,
        AvroType.Int => WireKind.Int,
        AvroType.Long => WireKind.Long,
        AvroType.Float => WireKind.Float,
        AvroType.Double => WireKind.Double,
        AvroType.String => WireKind.String,
        AvroType.Bytes => WireKind.Bytes,
        AvroType.Fixed => WireKind.Fixed,
        AvroType.Enum => WireKind.Enum,
        AvroType.Array => WireKind.Array,
        AvroType.Map => WireKind.Map,
        AvroType.Union => WireKind.Union,
        _ => WireKind.Reference,
    };

    /// <summary>Bytes of a fixed, symbols of an enum; 0 for any other type.</summary>
    public static int ArgumentOf(AvroSchema schema) => (schema as AvroFixedSchema)?.Size ?? (schema as AvroEnumSchema)?.SymbolArray.Length ?? 0;

    private static WireStep Leaf(AvroSchema schema, int nullBranch, string? name) => new()
    {
        Kind = KindOf(schema),
        NullBranch = nullBranch,
        Argument = ArgumentOf(schema),
        Schema = schema,
        Name = name,
    };

    private static StepProgram Complete(List<WireStep> steps, int minBytes, bool isRecord)
    {
        var program = new StepProgram { MinBytes = minBytes, IsRecord = isRecord };
        program.Complete([.. steps]);
        return program;
    }
}
