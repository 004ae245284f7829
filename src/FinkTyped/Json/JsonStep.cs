using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>A step that is a field of a record, with its name ready to be copied.</summary>
internal readonly struct JsonStep
{
    /// <summary>The length of <c>null</c>, which every prepared name ends with: null fields are one copy, others take it back.</summary>
    public const int NullLength = 4;

    private JsonStep(WireStep step, bool isFirst)
    {
        byte[] text = [.. isFirst ? ""u8 : ","u8, .. JsonText.Quoted(step.Name!), .. ":null"u8];
        NameLength = text.Length;
        Name = new byte[(text.Length + 15) & ~15];
        text.CopyTo(Name, 0);
        Room = Name.Length + JsonText.MaxScalar;
        Schema = step.Schema;
        Kind = step.Kind;
        NullBranch = step.NullBranch;
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

    /// <summary>What stands there where it is not null.</summary>
    public WireKind Kind { get; }

    /// <summary>The index of null in a union of null and one type; -1 for any other type.</summary>
    public int NullBranch { get; }

    /// <summary>The index of the type in a union of null and one type.</summary>
    public int ValueBranch { get; }

    /// <summary>The fields of a record, each one step: what is nested is written by steps of its own.</summary>
    public static JsonStep[] Of(AvroRecordSchema record)
    {
        var steps = new JsonStep[record.FieldArray.Length];
        for (var i = 0; i < steps.Length; i++) steps[i] = new JsonStep(StepProgramBuilder.OfField(record.FieldArray[i]), i == 0);
        return steps;
    }
}
