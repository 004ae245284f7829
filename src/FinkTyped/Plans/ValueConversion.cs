namespace FinkTyped.Plans;

/// <summary>How a value of the writer becomes one of the reader's field, where the two types differ or the writer has none.</summary>
internal abstract class ValueConversion
{
    private RecordPlan? _plan;

    /// <summary>The type that the converted value has.</summary>
    public required AvroSchema ReaderSchema { get; init; }

    /// <summary>Whether a value that is well-formed may still not be convertible.</summary>
    public virtual bool MayFail => false;

    /// <summary>Whether the value is read where it lies, and is never null where there is one.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>Bounds on what a value may ask for.</summary>
    public required AvroLimits Limits { get; init; }

    /// <summary>How to find the fields of the converted value, which is a record, or an array or map of records.</summary>
    public RecordPlan Plan => _plan ??= RecordPlanBuilder.Identity(ReaderSchema.WithoutNull(out _) switch
    {
        AvroArraySchema array => array.Items,
        AvroMapSchema map => map.Values,
        var record => record,
    }, Limits);

    /// <summary>The value in the reader's encoding; bytes that nobody will change.</summary>
    /// <param name="wire">Stands at the writer's value; not used where there is none.</param>
    public abstract ReadOnlySpan<byte> Convert(scoped AvroReader wire);
}

/// <summary>The value of a field that the writer lacks.</summary>
internal sealed class ConstantConversion(byte[] encoded) : ValueConversion
{
    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire) => encoded;
}
