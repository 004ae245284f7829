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

    /// <summary>Whether a record can be reached from its own fields, through whatever lies between.</summary>
    public static bool ContainsItself(AvroRecordSchema record)
    {
        var seen = new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance);
        var open = new Stack<AvroSchema>(record.Fields.Select(f => f.Schema));
        while (open.TryPop(out var schema))
        {
            if (ReferenceEquals(schema, record)) return true;
            if (!seen.Add(schema)) continue;
            switch (schema)
            {
                case AvroRecordSchema inner:
                    foreach (var field in inner.Fields) open.Push(field.Schema);
                    break;
                case AvroArraySchema array:
                    open.Push(array.Items);
                    break;
                case AvroMapSchema map:
                    open.Push(map.Values);
                    break;
                case AvroUnionSchema union:
                    foreach (var branch in union.Branches) open.Push(branch);
                    break;
            }
        }

        return false;
    }
}
