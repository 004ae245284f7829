namespace FinkTyped.Cli.Schemas;

/// <summary>The fields of a schema by their paths, each with its type in a word.</summary>
internal static class SchemaFields
{
    /// <summary>All fields, records' own and those inside, in the order of the schema.</summary>
    public static OrderedDictionary<string, string> Of(AvroSchema schema)
    {
        var fields = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "", schema, new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance));
        return fields;
    }

    private static void Add(OrderedDictionary<string, string> fields, string path, AvroSchema schema, HashSet<AvroSchema> around)
    {
        switch (schema)
        {
            case AvroRecordSchema record when around.Add(record):
                foreach (var field in record.Fields)
                {
                    var inner = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                    fields[inner] = Word(field.Schema);
                    Add(fields, inner, field.Schema, around);
                }

                around.Remove(record);
                break;
            case AvroArraySchema array:
                Add(fields, path + "[]", array.Items, around);
                break;
            case AvroMapSchema map:
                Add(fields, path + "{}", map.Values, around);
                break;
            case AvroUnionSchema union:
                foreach (var branch in union.Branches) Add(fields, path, branch, around);
                break;
        }
    }

    // Names of records mean nothing at Fink: they are not part of a type's word.
    private static string Word(AvroSchema schema) => schema switch
    {
        AvroArraySchema array => $"array of {Word(array.Items)}",
        AvroMapSchema map => $"map of {Word(map.Values)}",
        AvroUnionSchema union => string.Join(" or ", union.Branches.OrderBy(b => b.Type == AvroType.Null).Select(Word)),
        AvroEnumSchema @enum => $"enum {string.Join('|', @enum.Symbols)}",
        AvroFixedSchema @fixed => $"fixed({@fixed.Size})",
        _ => schema.Type.ToString().ToLowerInvariant(),
    };
}
