namespace FinkTyped.Plans;

/// <summary>
/// How the fields of a reader's record are numbered in a table of offsets: first its own fields in their order, then, one block after the
/// other, those of the records that are its fields. A record that contains itself is not unrolled: its field is one slot.
/// </summary>
internal sealed class RecordSlots
{
    // A record reused at every level of a deep schema would unroll exponentially.
    private const int MaxUnrolledSlots = 4096;

    private RecordSlots(AvroRecordSchema schema, RecordSlots?[] children)
    {
        Schema = schema;
        Children = children;
        FirstSlots = new int[children.Length];
        Count = children.Length;
        for (var i = 0; i < children.Length; i++)
        {
            FirstSlots[i] = Count;
            Count += children[i]?.Count ?? 0;
        }
    }

    /// <summary>The reader's record.</summary>
    public AvroRecordSchema Schema { get; }

    /// <summary>For each field, the slots of the record it holds; null for everything else.</summary>
    public RecordSlots?[] Children { get; }

    /// <summary>For each field, the slot of its record's first field.</summary>
    public int[] FirstSlots { get; }

    /// <summary>Slots of this record with all that are unrolled into it.</summary>
    public int Count { get; }

    /// <summary>The slots of a record.</summary>
    public static RecordSlots Of(AvroRecordSchema schema) => Of(schema, new(ReferenceEqualityComparer.Instance));

    private static RecordSlots Of(AvroRecordSchema schema, Dictionary<AvroRecordSchema, RecordSlots> known)
    {
        if (known.TryGetValue(schema, out var slots)) return slots;
        var children = new RecordSlots?[schema.Fields.Count];
        for (var i = 0; i < children.Length; i++)
        {
            if (schema.Fields[i].Schema.AsRecord(out _) is not { } record || SchemaGraph.ContainsItself(record)) continue;
            var child = Of(record, known);
            if (child.Count <= MaxUnrolledSlots) children[i] = child;
        }

        slots = new RecordSlots(schema, children);
        known.Add(schema, slots);
        return slots;
    }
}
