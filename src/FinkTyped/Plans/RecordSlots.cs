namespace FinkTyped.Plans;

/// <summary>
/// How the fields of a reader's record are numbered in a table of offsets: first its own fields in their order, then, one block after the
/// other, those of the records that are its fields. A record that contains itself is not unrolled: its field is one slot.
/// </summary>
internal sealed class RecordSlots
{
    // A record reused at every level of a deep schema would unroll exponentially, and one of many fields that are such records many times that.
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

    /// <summary>Slots that are there because records are unrolled.</summary>
    public int Unrolled => Count - Children.Length;

    /// <summary>The slots of a record with nothing unrolled: a record in it is one slot.</summary>
    public static RecordSlots OfFields(AvroRecordSchema schema) => new(schema, new RecordSlots?[schema.Fields.Count]);

    /// <summary>The slots of a record.</summary>
    /// <param name="schema">The record.</param>
    /// <param name="endless">Types that contain themselves.</param>
    /// <param name="known">The slots of records that were asked for before, and of those within them.</param>
    public static RecordSlots Of(AvroRecordSchema schema, HashSet<AvroSchema> endless, Dictionary<AvroRecordSchema, RecordSlots> known)
    {
        if (known.TryGetValue(schema, out var slots)) return slots;
        var children = new RecordSlots?[schema.Fields.Count];
        var count = children.Length;
        for (var i = 0; i < children.Length; i++)
        {
            if (schema.Fields[i].Schema.AsRecord(out _) is not { } record || endless.Contains(record)) continue;
            var child = Of(record, endless, known);
            if (count + child.Count > MaxUnrolledSlots) continue;
            children[i] = child;
            count += child.Count;
        }

        slots = new RecordSlots(schema, children);
        known.Add(schema, slots);
        return slots;
    }
}
