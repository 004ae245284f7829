namespace FinkTyped;

/// <summary>What writing a record as JSON takes, prepared once per record schema.</summary>
internal sealed class JsonRecordPlan
{
    private JsonRecordPlan(JsonFieldPlan[] fields) => Fields = fields;

    public JsonFieldPlan[] Fields { get; }

    public static JsonRecordPlan Of(AvroRecordSchema schema)
    {
        var fields = new JsonFieldPlan[schema.FieldArray.Length];
        for (var i = 0; i < fields.Length; i++) fields[i] = new JsonFieldPlan(schema.FieldArray[i], i == 0);
        return new JsonRecordPlan(fields);
    }
}

/// <summary>
/// A field: its name ready to be copied, and its type with the commonest union, of null and one type, seen through.
/// </summary>
internal readonly struct JsonFieldPlan
{
    /// <summary>The length of <c>null</c>, which every prepared name ends with: null fields are one copy, others take it back.</summary>
    public const int NullLength = 4;

    public JsonFieldPlan(AvroField field, bool isFirst)
    {
        byte[] text = [.. isFirst ? ""u8 : ","u8, .. JsonText.Quoted(field.Name), .. ":null"u8];
        NameLength = text.Length;
        Name = new byte[(text.Length + 15) & ~15];
        text.CopyTo(Name, 0);
        Room = Name.Length + JsonText.MaxScalar;
        Schema = field.Schema;
        NullBranch = -1;
        if (field.Schema is AvroUnionSchema { BranchArray: [var first, var second] }
            && (first.Type == AvroType.Null || second.Type == AvroType.Null))
        {
            NullBranch = first.Type == AvroType.Null ? 0 : 1;
            Schema = NullBranch == 0 ? second : first;
        }

        Type = Schema.Type;
        ValueBranch = NullBranch == 0 ? 1 : 0;
    }

    /// <summary><c>,"name":null</c>, padded to a multiple of 16.</summary>
    public byte[] Name { get; }

    /// <summary>The length of <see cref="Name"/> without padding.</summary>
    public int NameLength { get; }

    /// <summary>What the name and a number take at most.</summary>
    public int Room { get; }

    /// <summary>The type of the value where it is not null.</summary>
    public AvroSchema Schema { get; }

    /// <summary>The kind of <see cref="Schema"/>.</summary>
    public AvroType Type { get; }

    /// <summary>The index of null in a union of null and one type; -1 for any other type.</summary>
    public int NullBranch { get; }

    /// <summary>The index of the type in a union of null and one type.</summary>
    public int ValueBranch { get; }
}
