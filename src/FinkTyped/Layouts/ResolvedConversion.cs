namespace FinkTyped.Layouts;

/// <summary>A value of another type than the reader's, encoded anew by Avro's rules.</summary>
internal sealed class ResolvedConversion(SchemaPair pair) : ValueConversion
{
    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire, AvroLimits limits) => throw new NotSupportedException(pair.ToString());
}
