namespace FinkTyped.Untyped;

/// <summary>
/// A path looked up in the schema of an <see cref="AvroPlan"/>: what it leads to, and how <see cref="DatumView"/> finds it. Immutable, made by
/// <see cref="AvroPlan.Bind(AvroPath)"/>.
/// </summary>
public sealed class BoundPath
{
    internal BoundPath(AvroPlan plan, AvroPath path, BoundStep[] steps, AvroSchema schema, bool isNullable, BoundPath? item = null)
    {
        Plan = plan;
        Path = path;
        Steps = steps;
        Schema = schema;
        IsNullable = isNullable;
        Item = item;
        IsDirect = schema.Type != AvroType.Union && steps.All(s => s.Key is null);
        Records = [.. steps[..^1].Select(s => s.Field)];
        Field = steps[^1].Field;
    }

    /// <summary>The plan it was looked up in: it serves for views of this plan alone.</summary>
    public AvroPlan Plan { get; }

    /// <summary>The path as it was written.</summary>
    public AvroPath Path { get; }

    /// <summary>
    /// The type of what it leads to, without null: of a path through an array, the array (<see cref="Item"/> leads on from there).
    /// </summary>
    public AvroSchema Schema { get; }

    /// <summary>Which of Avro's types <see cref="Schema"/> is.</summary>
    public AvroType Type => Schema.Type;

    /// <summary>Whether the value may be null: its own type allows null, or that of a record it is in, or it is an entry of a map.</summary>
    public bool IsNullable { get; }

    /// <summary>
    /// For a path through an array of records: how it goes on within each item of <see cref="DatumView.Items"/>; null for any other. May lead through
    /// an array again.
    /// </summary>
    public BoundPath? Item { get; }

    /// <summary>The type at the end of the path, behind all arrays, without null.</summary>
    public AvroSchema EndSchema => Item is null ? Schema : Item.EndSchema;

    /// <summary>The plan of the items, where the path leads to an array of records or through one; null for any other.</summary>
    public AvroPlan? ItemPlan => Schema is AvroArraySchema array && array.Items.AsRecord(out _) is { } record ? Plan.PartOf(record) : null;

    internal BoundStep[] Steps { get; }

    /// <summary>Whether all steps are fields, and the last one's type is known: the field can be asked for by its type.</summary>
    internal bool IsDirect { get; }

    /// <summary>Of a direct path: the records to go through.</summary>
    internal int[] Records { get; }

    /// <summary>Of a direct path: the field of the last record.</summary>
    internal int Field { get; }

    /// <summary>The path as it was written.</summary>
    public override string ToString() => Path.ToString();

    internal InvalidOperationException NotA(string what) =>
        new($"{Path} is not {what}: it is {SchemaWords.Describe(Schema)}{(Item is null ? "" : ", through which the path leads: ask its items")}");
}

/// <summary>A step of a path: to a field of a record, or to an entry of a map.</summary>
internal readonly record struct BoundStep(int Field, byte[]? Key = null);
