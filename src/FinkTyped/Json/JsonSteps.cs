using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>The fields of a record, each one step: what is nested is written by steps of its own.</summary>
internal sealed class JsonSteps
{
    /// <summary>The length of <c>null</c>, which every prepared name ends with: null fields are one copy, others write over it.</summary>
    public const int NullLength = 4;

    /// <summary>Names are copied so many bytes at a time: most take one.</summary>
    public const int NameStride = 32;

    // What a template saves is mostly looking for nulls: a record of which fewer fields can be null is not worth recognising.
    private const int MinNullables = 8;

    public JsonSteps(AvroRecordSchema record)
    {
        var names = new List<byte>();
        Steps = new JsonStep[record.FieldArray.Length];
        for (var i = 0; i < Steps.Length; i++)
        {
            var step = StepProgramBuilder.OfField(record.FieldArray[i]);
            var start = names.Count;
            names.AddRange([.. i == 0 ? ""u8 : ","u8, .. JsonText.Quoted(step.Name!), .. ":null"u8]);
            Steps[i] = new JsonStep(step, start, names.Count - start - NullLength);
        }

        Names = [.. names, .. new byte[NameStride]];
        if (Steps.Count(s => s.IsNullable) >= MinNullables && Steps.All(s => JsonTemplate.CanHave(s.Kind))) Shapes = new JsonShapes(record);
    }

    /// <summary>The layouts that have templates; null for a record that is always written field by field.</summary>
    public JsonShapes? Shapes { get; }

    /// <summary>The fields.</summary>
    public JsonStep[] Steps { get; }

    /// <summary><c>,"name":null</c> of one field after the other, and a stride of zeros.</summary>
    public byte[] Names { get; }
}
