namespace FinkTyped.Plans;

/// <summary>
/// How the fields of a reader's record are numbered in a table of offsets: first its own fields in their order, then, one block after the
/// other, those of the records that are its fields. A record that contains itself is not unrolled: its field is one slot.
/// </summary>
internal sealed class RecordShape
{
    // A record reused at every level of a deep schema would unroll exponentially.
    private const int MaxUnrolledSlots = 4096;

    private RecordShape(AvroRecordSchema schema, RecordShape?[] children)
    {
        Schema = schema;
        Children = children;
        FirstSlots = new int[children.Length];
        SlotCount = children.Length;
        for (var i = 0; i < children.Length; i++)
        {
            FirstSlots[i] = SlotCount;
            SlotCount += children[i]?.SlotCount ?? 0;
        }
    }

    /// <summary>The reader's record.</summary>
    public AvroRecordSchema Schema { get; }

    /// <summary>For each field, the shape of the record it holds; null for everything else.</summary>
    public RecordShape?[] Children { get; }

    /// <summary>For each field, the slot of its record's first field.</summary>
    public int[] FirstSlots { get; }

    /// <summary>Slots of this record with all that are unrolled into it.</summary>
    public int SlotCount { get; }

    /// <summary>The shape of a record.</summary>
    public static RecordShape Of(AvroRecordSchema schema) => Of(schema, new(ReferenceEqualityComparer.Instance));

    private static RecordShape Of(AvroRecordSchema schema, Dictionary<AvroRecordSchema, RecordShape> known)
    {
        if (known.TryGetValue(schema, out var shape)) return shape;
        var children = new RecordShape?[schema.Fields.Count];
        for (var i = 0; i < children.Length; i++)
        {
            if (schema.Fields[i].Schema.AsRecord(out _) is not { } record || SchemaGraph.ContainsItself(record)) continue;
            var child = Of(record, known);
            if (child.SlotCount <= MaxUnrolledSlots) children[i] = child;
        }

        shape = new RecordShape(schema, children);
        known.Add(schema, shape);
        return shape;
    }
}
