namespace FinkTyped.Layouts;

/// <summary>How a value of the writer becomes one of the reader's field, where the two types differ or the writer has none.</summary>
internal abstract class ValueConversion
{
    private RecordPlan? _plan;

    /// <summary>The type that the converted value has.</summary>
    public required AvroSchema ReaderSchema { get; init; }

    /// <summary>How to find the fields of the converted value, which is a record, or an array or map of records.</summary>
    public RecordPlan Plan => _plan ??= RecordPlanBuilder.Identity(ReaderSchema.WithoutNull(out _) switch
    {
        AvroArraySchema array => array.Items,
        AvroMapSchema map => map.Values,
        var record => record,
    });

    /// <summary>The value in the reader's encoding; bytes that nobody will change.</summary>
    /// <param name="wire">Stands at the writer's value; not used where there is none.</param>
    /// <param name="limits">Bounds on what the value may ask for.</param>
    public abstract ReadOnlySpan<byte> Convert(scoped AvroReader wire, AvroLimits limits);
}

/// <summary>The value of a field that the writer lacks.</summary>
internal sealed class ConstantConversion(byte[] encoded) : ValueConversion
{
    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire, AvroLimits limits) => encoded;
}
