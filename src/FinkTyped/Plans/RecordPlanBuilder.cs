namespace FinkTyped.Plans;

/// <summary>
/// Turns the match of two schemas into plans. Differences between the schemas end here: a plan follows the writer's bytes and notes offsets
/// by the reader's fields, so that reading a record whose fields were added, moved or dropped costs what reading an identical one does.
/// </summary>
internal sealed class RecordPlanBuilder(AvroLimits limits)
{
    // Each of a hostile schema's many records could unroll as much as one may.
    private const int MaxUnrolledSlots = 4 * 4096;

    // By reference: schemas that are equal on the wire may still differ in defaults and aliases.
    private readonly Dictionary<AvroSchema, Dictionary<AvroSchema, RecordPlan>> _plans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<AvroRecordSchema, RecordSlots> _slots = new(ReferenceEqualityComparer.Instance);
    private HashSet<AvroSchema>? _endless;
    private int _unrolled;

    /// <summary>The plan of a match whose reader is a record and whose writer is one, or a union of one and null; null for any other.</summary>
    public static RecordPlan? TryBuild(SchemaPair pair, AvroLimits limits) => new RecordPlanBuilder(limits).PlanOf(pair);

    /// <summary>The plan of a record (or of a union of one and null) that was written as it is read.</summary>
    public static RecordPlan Identity(AvroSchema schema, AvroLimits limits) => TryBuild(new SchemaPair(schema, schema), limits)!;

    private RecordPlan? PlanOf(SchemaPair pair)
    {
        if (!_plans.TryGetValue(pair.Writer, out var plans)) _plans.Add(pair.Writer, plans = new(ReferenceEqualityComparer.Instance));
        if (plans.TryGetValue(pair.Reader, out var known)) return known;
        if (SimplePair.Of(pair) is not { IsRecord: true } simple) return null;
        var slots = SlotsOf((AvroRecordSchema)simple.Reader);
        var plan = new RecordPlan { Slots = slots, MinBytes = pair.Writer.MinBytes, IsRecord = true, Limits = limits, IsWireIdentical = pair.IsWireIdentical };
        plans.Add(pair.Reader, plan);
        var draft = new PlanDraft(slots.Count + 1);
        AddRecord(draft, simple, 0, slots, 1);
        plan.Complete([.. draft.Steps], draft.Entries, draft.Conversions);
        return plan;
    }

    private RecordSlots SlotsOf(AvroRecordSchema record)
    {
        var slots = RecordSlots.Of(record, _endless ??= SchemaGraph.PartsOfThemselves(record), _slots);
        if (_unrolled + slots.Unrolled > MaxUnrolledSlots) return RecordSlots.OfFields(record);
        _unrolled += slots.Unrolled;
        return slots;
    }

    private void AddRecord(PlanDraft draft, SimplePair record, int slot, RecordSlots slots, int firstSlot)
    {
        var at = draft.Steps.Count;
        // The step is put in place once it is known how many steps its fields take.
        draft.Steps.Add(null!);
        var writer = (AvroRecordSchema)record.Writer;
        var targets = record.FieldsByWriter();
        foreach (var field in writer.Fields)
        {
            if (targets.TryGetValue(field.Index, out var target)) AddField(draft, field, target, slots, firstSlot);
            else StepProgramBuilder.Add(draft.Steps, field.Schema, field.Name, []);
        }

        foreach (var missing in record.MissingFields())
        {
            AddConstant(draft, missing.Reader.Schema, missing.Constant!, firstSlot + missing.Reader.Index, slots, missing.Reader.Index, firstSlot);
        }

        draft.Steps[at] = new WireStep
        {
            Kind = WireKind.Record,
            NullBranch = record.NullBranch,
            Slot = slot,
            RejectsNull = record.RejectsNull,
            EmptiesNull = record.EmptiesNull,
            Argument = draft.Steps.Count - at - 1,
            Schema = writer,
            Slots = firstSlot..(firstSlot + slots.Count),
        };
    }

    private void AddField(PlanDraft draft, AvroField field, FieldTarget target, RecordSlots slots, int firstSlot)
    {
        var slot = firstSlot + target.Reader.Index;
        if (SimplePair.Of(target.Pair, field.Schema, target.Reader.Schema) is not { } simple)
        {
            // A union of several types on either side: taken as a whole.
            AddLeaf(draft, field.Schema, -1, slot, rejectsNull: false, target.Pair, target.Pair is null or { IsWireIdentical: true }, target.Reader.Schema);
            return;
        }

        if (simple.IsRecord)
        {
            var child = slots.Children[target.Reader.Index];
            if (child is not null) AddRecord(draft, simple, slot, child, firstSlot + slots.FirstSlots[target.Reader.Index]);
            else AddReference(draft, simple, slot, field.Schema, target.Pair);
            return;
        }

        if (simple.Item is { } item && SimplePair.Of(item) is { IsRecord: true })
        {
            AddWithPlan(draft, StepProgramBuilder.KindOf(simple.Writer), simple, slot, item);
            return;
        }

        // Converted is the value alone: what the match of a branch makes of the union's index is told only together with the union.
        AddLeaf(draft, simple.Writer, simple.NullBranch, slot, simple.RejectsNull, simple.AsPair(), simple.IsWireIdentical, simple.Reader);
    }

    private void AddReference(PlanDraft draft, SimplePair simple, int slot, AvroSchema writer, SchemaPair? pair)
    {
        if (!simple.EmptiesNull)
        {
            AddWithPlan(draft, WireKind.Reference, simple, slot, simple.AsPair());
            return;
        }

        // Null is a value of the reader's: the record's own plan finds it.
        draft.Steps.Add(new WireStep { Kind = WireKind.Reference, Slot = slot, Schema = writer, Items = PlanOf(pair!) });
    }

    private void AddWithPlan(PlanDraft draft, WireKind kind, SimplePair simple, int slot, SchemaPair item) =>
        draft.Steps.Add(new WireStep
        {
            Kind = kind,
            NullBranch = simple.NullBranch,
            Slot = slot,
            RejectsNull = simple.RejectsNull,
            Schema = simple.Writer,
            Items = PlanOf(item),
        });

    private void AddLeaf(
        PlanDraft draft, AvroSchema writer, int nullBranch, int slot, bool rejectsNull, SchemaPair? conversion, bool same, AvroSchema reader)
    {
        draft.Conversions[slot] = same ? null : ConversionOf(conversion!, writer, reader);
        // Bytes that are read as text are checked to be text, and have the shapes of text.
        var isText = reader.Type == AvroType.String && writer.Type == AvroType.Bytes;
        draft.Steps.Add(Leaf(writer, nullBranch, slot, rejectsNull, converts: draft.Conversions[slot] is not null, isText));
    }

    /// <summary>How a value becomes one of the reader's type; null where its bytes say the same there.</summary>
    private ValueConversion? ConversionOf(SchemaPair pair, AvroSchema writer, AvroSchema reader) => (writer.Type, reader.Type) switch
    {
        (AvroType.Int, AvroType.Long) or (AvroType.String, AvroType.Bytes) or (AvroType.Bytes, AvroType.String) => null,
        var (from, to) when NumberConversion.Applies(from, to) => new NumberConversion(from, to) { ReaderSchema = reader, Limits = limits },
        (AvroType.Enum, AvroType.Enum) =>
            new SymbolConversion((AvroEnumSchema)writer, (AvroEnumSchema)reader, pair.SymbolMap) { ReaderSchema = reader, Limits = limits },
        _ => new ResolvedConversion(pair) { ReaderSchema = reader, Limits = limits },
    };

    private static WireStep Leaf(AvroSchema writer, int nullBranch, int slot, bool rejectsNull, bool converts, bool isText) => new()
    {
        Kind = isText ? WireKind.String : StepProgramBuilder.KindOf(writer),
        NullBranch = nullBranch,
        Slot = slot,
        RejectsNull = rejectsNull,
        Converts = converts,
        Argument = StepProgramBuilder.ArgumentOf(writer),
        Schema = writer,
    };

    /// <summary>A field that the writer lacks: null, or a constant; of a record's constant, each field for itself.</summary>
    private void AddConstant(
        PlanDraft draft, AvroSchema schema, byte[] encoded, int slot, RecordSlots slots, int field, int firstSlot)
    {
        var reader = new AvroReader(encoded);
        var inner = schema.WithoutNull(out var nullBranch);
        var isNull = inner.Type == AvroType.Null || (nullBranch >= 0 && reader.ReadUnionIndex(2) == nullBranch);
        draft.Entries[slot] = isNull ? SlotEntry.Null : SlotEntry.Default;
        if (!isNull) draft.Conversions[slot] = new ConstantConversion(encoded[reader.Position..]) { ReaderSchema = inner, Limits = limits };
        if (slots.Children[field] is not { } child) return;
        var first = firstSlot + slots.FirstSlots[field];
        if (isNull)
        {
            draft.Entries.AsSpan(first, child.Count).Fill(SlotEntry.Null);
            return;
        }

        foreach (var part in child.Schema.Fields)
        {
            var start = reader.Position;
            StepWalker.Skip(ref reader, part.Schema);
            AddConstant(draft, part.Schema, encoded[start..reader.Position], first + part.Index, child, part.Index, first);
        }
    }

    /// <summary>A plan in the making.</summary>
    private sealed class PlanDraft
    {
        public PlanDraft(int slots)
        {
            Entries = new int[slots];
            Array.Fill(Entries, SlotEntry.Unknown);
            Conversions = new ValueConversion?[slots];
        }

        public List<WireStep> Steps { get; } = [];

        public int[] Entries { get; }

        public ValueConversion?[] Conversions { get; }
    }
}
