namespace FinkTyped;

/// <summary>Finds the type names of Spark's in a writer's schema, for a resolution that does not take them.</summary>
internal static class SparkNames
{
    public static IReadOnlyList<ResolutionProblem> Find(AvroSchema writer)
    {
        var problems = new List<ResolutionProblem>();
        var seen = new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(string Path, AvroSchema Schema)>();
        waiting.Enqueue(("", writer));
        while (problems.Count < MatchNarrator.MaxEntries && waiting.TryDequeue(out var next))
        {
            var (path, schema) = next;
            switch (schema)
            {
                case AvroPrimitiveSchema { SparkName: { } name }:
                    problems.Add(new ResolutionProblem(path, name, null, $"'{name}' is Spark's name for a type, not Avro's"));
                    break;
                case AvroRecordSchema record when seen.Add(record):
                    foreach (var field in record.Fields) waiting.Enqueue((SchemaPath.Field(path, field.Name), field.Schema));
                    break;
                case AvroArraySchema array:
                    waiting.Enqueue((SchemaPath.Item(path), array.Items));
                    break;
                case AvroMapSchema map:
                    waiting.Enqueue((SchemaPath.Value(path), map.Values));
                    break;
                case AvroUnionSchema union:
                    foreach (var branch in union.Branches) waiting.Enqueue((path, branch));
                    break;
            }
        }

        return problems;
    }
}
