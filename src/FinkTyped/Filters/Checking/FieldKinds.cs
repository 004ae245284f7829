namespace FinkTyped.Filters;

/// <summary>What types are called in messages.</summary>
internal static class FieldKinds
{
    public static string Of(AvroSchema schema) => schema switch
    {
        AvroRecordSchema => "a record",
        AvroArraySchema => "a list",
        AvroMapSchema => "a map",
        AvroEnumSchema => "text",
        AvroFixedSchema => "bytes",
        AvroUnionSchema => "a union of several types",
        _ => schema.Type switch
        {
            AvroType.Boolean => "a condition",
            AvroType.Int or AvroType.Long => "an integer",
            AvroType.Float or AvroType.Double => "a number",
            AvroType.Bytes => "bytes",
            AvroType.String => "text",
            _ => "always null",
        },
    };

    /// <summary>What to do with a value that can only be compared with null.</summary>
    public static string Hint(string kind) => kind switch
    {
        "a list" => "; any(list, condition), count, min, max, sum, avg, first and last look into it",
        "a map" => "; name a key after a dot, or use any(map, condition), count, min, max",
        "a record" => "; name one of its fields after a dot",
        _ => "; it can only be asked whether it is null",
    };
}
