namespace FinkTyped.Plans;

/// <summary>
/// Notes which fields a query asks for that the writer lacks. One that asks for nothing else would never find anything, and nobody would know
/// why. Fields within the items of arrays and maps are not noted.
/// </summary>
internal sealed class QueryProbe
{
    private readonly RecordPlan _plan;
    private readonly List<int> _missing = [];
    private bool _foundSome;

    /// <summary>Marks what the writer lacks as not yet looked for, so that somebody who looks for it is noticed.</summary>
    public QueryProbe(RecordPlan plan, int[] entries)
    {
        _plan = plan;
        for (var slot = 1; slot < entries.Length; slot++)
        {
            if (entries[slot] == SlotEntry.Null && plan.StepOf(slot) == plan.Steps.Length) entries[slot] = SlotEntry.Unknown;
        }
    }

    /// <summary>Whether a slot is one that the writer lacks.</summary>
    public bool IsMissing(int slot) => _plan.StepOf(slot) == _plan.Steps.Length;

    /// <summary>Notes that somebody asks for a slot.</summary>
    public void Note(int slot)
    {
        if (IsMissing(slot)) _missing.Add(slot);
        else _foundSome = true;
    }

    /// <summary>Refuses the writer's schema where it lacks every field that was asked for.</summary>
    /// <exception cref="SchemaResolutionException">It does; the exception names the fields.</exception>
    public void Check()
    {
        if (_foundSome || _missing.Count == 0) return;
        throw new SchemaResolutionException([.. _missing.Distinct().Select(ProblemOf)], "the query asks only for fields that the writer's schema lacks");
    }

    private ResolutionProblem ProblemOf(int slot)
    {
        var names = new List<string>();
        var slots = _plan.Slots;
        // The fields of a record come first; each record that is a field has its block of slots behind them.
        var at = slot - 1;
        while (at >= slots.Schema.Fields.Count)
        {
            var index = Enumerable.Range(0, slots.Children.Length).Last(i => slots.Children[i] is not null && slots.FirstSlots[i] <= at);
            names.Add(slots.Schema.Fields[index].Name);
            at -= slots.FirstSlots[index];
            slots = slots.Children[index]!;
        }

        var field = slots.Schema.Fields[at];
        names.Add(field.Name);
        var writers = _plan.Steps.Where(s => s.Kind == WireKind.Record).SelectMany(s => ((AvroRecordSchema)s.Schema).Fields).Select(f => f.Name);
        var near = SimilarNames.Find(field.Name, writers.Distinct(StringComparer.Ordinal));
        var reason = near is null ? "the writer has no such field" : $"the writer has no such field (but one named {near})";
        return new ResolutionProblem(string.Join('.', names), null, SchemaWords.Describe(field.Schema), reason);
    }
}
