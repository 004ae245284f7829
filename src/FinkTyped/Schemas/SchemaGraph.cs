namespace FinkTyped;

/// <summary>Questions about schemas that many ask.</summary>
internal static class SchemaGraph
{
    /// <summary>The record that a value is, or is unless null; null for any other schema.</summary>
    /// <param name="schema">A record, or a union of a record and null.</param>
    /// <param name="nullBranch">The branch that is null; -1 where the value is a record always.</param>
    public static AvroRecordSchema? AsRecord(this AvroSchema schema, out int nullBranch) =>
        schema.WithoutNull(out nullBranch) as AvroRecordSchema;

    /// <summary>The type of a union of two with null; the schema itself where it is no such union.</summary>
    public static AvroSchema WithoutNull(this AvroSchema schema, out int nullBranch)
    {
        nullBranch = -1;
        if (schema is not AvroUnionSchema { Branches: { Count: 2 } branches }) return schema;
        if (branches[0].Type == AvroType.Null) nullBranch = 0;
        else if (branches[1].Type == AvroType.Null) nullBranch = 1;
        return nullBranch < 0 ? schema : branches[1 - nullBranch];
    }

    /// <summary>Whether a value of the schema may be null.</summary>
    public static bool AllowsNull(this AvroSchema schema) =>
        schema.Type == AvroType.Null || (schema is AvroUnionSchema union && union.Branches.Any(b => b.Type == AvroType.Null));

    /// <summary>
    /// The types among those that a schema is made of that can be reached from their own parts, through whatever lies between: a record that contains itself.
    /// In one pass (Tarjan's strongly connected components), for schemas are hostile too, and have tens of thousands of types.
    /// </summary>
    public static HashSet<AvroSchema> PartsOfThemselves(AvroSchema root)
    {
        var found = new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance);
        var numbers = new Dictionary<AvroSchema, int>(ReferenceEqualityComparer.Instance);
        var waiting = new List<AvroSchema>();
        var way = new Stack<Visit>();
        Enter(root);
        while (way.TryPeek(out var visit))
        {
            if (visit.Next < visit.Parts.Length)
            {
                var part = visit.Parts[visit.Next++];
                if (ReferenceEquals(part, visit.Schema)) found.Add(part);
                if (numbers.TryGetValue(part, out var number)) visit.Lowest = Math.Min(visit.Lowest, number);
                else Enter(part);
                continue;
            }

            way.Pop();
            if (way.TryPeek(out var outer)) outer.Lowest = Math.Min(outer.Lowest, visit.Lowest);
            if (visit.Lowest < visit.Number) continue;
            // All that came since reaches each other.
            var group = waiting[visit.Place..];
            waiting.RemoveRange(visit.Place, group.Count);
            foreach (var schema in group) numbers[schema] = int.MaxValue;
            if (group.Count > 1) found.UnionWith(group);
        }

        return found;

        void Enter(AvroSchema schema)
        {
            way.Push(new Visit(schema, numbers.Count, waiting.Count, PartsOf(schema)));
            numbers.Add(schema, numbers.Count);
            waiting.Add(schema);
        }
    }

    private static AvroSchema[] PartsOf(AvroSchema schema) => schema switch
    {
        AvroRecordSchema record => Array.ConvertAll(record.FieldArray, f => f.Schema),
        AvroArraySchema array => [array.Items],
        AvroMapSchema map => [map.Values],
        AvroUnionSchema union => union.BranchArray,
        _ => [],
    };

    private sealed class Visit(AvroSchema schema, int number, int place, AvroSchema[] parts)
    {
        public AvroSchema Schema => schema;

        public int Number { get; } = number;

        public int Place => place;

        public AvroSchema[] Parts => parts;

        public int Next { get; set; }

        public int Lowest { get; set; } = number;
    }
}
