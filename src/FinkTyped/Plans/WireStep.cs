namespace FinkTyped.Plans;

/// <summary>What a step of a <see cref="RecordPlan"/> finds on the wire.</summary>
internal enum WireKind : byte
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    String,
    Bytes,
    Fixed,
    Enum,

    /// <summary>A record begins; its fields are the steps that follow. Takes no byte unless it may be null.</summary>
    Record,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A record that is not written out in place: it holds itself, or is very large.</summary>
    Reference,

    /// <summary>A union of several types.</summary>
    Union,

    /// <summary>In a <see cref="QuickStep"/>: whatever is left to the thorough walk.</summary>
    Other,
}

/// <summary>One value in the order of the writer's bytes, and where a reader looks for it.</summary>
internal sealed class WireStep
{
    // Found when first walked into: types that hold themselves have no end. Made twice by two threads, either will do.
    private StepProgram? _inner;
    private StepProgram[]? _branches;

    /// <summary>What stands there.</summary>
    public required WireKind Kind { get; init; }

    /// <summary>Which branch of a union of two is null; -1 where the value is no such union.</summary>
    public int NullBranch { get; init; } = -1;

    /// <summary>The place in the table of offsets; -1 for a value that no reader wants.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>The reader has no null here: a null on the wire is an error.</summary>
    public bool RejectsNull { get; init; }

    /// <summary>The reader has a record here that is never null: a null on the wire is one whose fields are all null.</summary>
    public bool EmptiesNull { get; init; }

    /// <summary>The reader's type differs from the writer's: the table notes the value as one to be converted when it is asked for.</summary>
    public bool Converts { get; init; }

    /// <summary>Bytes of a fixed, symbols of an enum, or how many of the steps that follow belong to a record.</summary>
    public int Argument { get; init; }

    /// <summary>The writer's schema of the value (without its null branch).</summary>
    public required AvroSchema Schema { get; init; }

    /// <summary>For a record: slots of all its fields, which are null when it is null.</summary>
    public Range Slots { get; init; }

    /// <summary>The slot after the last that the step, or a null in its place, fills.</summary>
    public int EndSlot => NullBranch >= 0 ? Math.Max(Slot + 1, Slots.End.Value) : Slot + 1;

    /// <summary>For an array or map of records, or a record that contains itself, that a reader wants: the plan of an item.</summary>
    public RecordPlan? Items { get; init; }

    /// <summary>The field that the value is; null where it is none, or where nobody asks.</summary>
    public string? Name { get; init; }

    /// <summary>The program of what an array or map holds, or of the record that is referred to.</summary>
    public StepProgram Inner => _inner ??= Items ?? Schema switch
    {
        AvroArraySchema array => array.Items.Program,
        AvroMapSchema map => map.Values.Program,
        _ => Schema.Program,
    };

    /// <summary>The programs of a union's branches.</summary>
    public StepProgram[] Branches => _branches ??= Array.ConvertAll(((AvroUnionSchema)Schema).BranchArray, b => b.Program);

    /// <summary>Whether values of this kind have few shapes, so that a layout can hold them.</summary>
    public bool IsFlat => Kind <= WireKind.Record;
}
