namespace FinkTyped;

/// <summary>Says in a few words what a schema is: <c>double or null</c>, <c>array of record diaSource</c>.</summary>
internal static class SchemaWords
{
    private const int MaxBranches = 6;
    private const int MaxDepth = 4;

    public static string Describe(AvroSchema schema) => Describe(schema, 0);

    private static string Describe(AvroSchema schema, int depth) => schema switch
    {
        _ when depth > MaxDepth => "…",
        AvroRecordSchema record => $"record {record.Name}",
        AvroEnumSchema symbols => $"enum {symbols.Name}",
        AvroFixedSchema bytes => $"fixed {bytes.Name} of {bytes.Size} bytes",
        AvroArraySchema array => $"array of {DescribeItem(array.Items, depth + 1)}",
        AvroMapSchema map => $"map of {DescribeItem(map.Values, depth + 1)}",
        AvroUnionSchema union => DescribeUnion(union, depth),
        _ => schema.Type.ToString().ToLowerInvariant(),
    };

    private static string DescribeItem(AvroSchema schema, int depth) =>
        schema is AvroUnionSchema { Branches.Count: > 1 } ? $"({Describe(schema, depth)})" : Describe(schema, depth);

    private static string DescribeUnion(AvroUnionSchema union, int depth)
    {
        if (union.Branches.Count == 0) return "union of nothing";
        var shown = union.Branches.Take(MaxBranches).Select(b => Describe(b, depth));
        var more = union.Branches.Count > MaxBranches ? $" or {union.Branches.Count - MaxBranches} more" : "";
        return string.Join(" or ", shown) + more;
    }
}
