namespace FinkTyped;

/// <summary>The one value of Avro's type null, where a schema asks for it alone (outside a union).</summary>
public readonly record struct AvroNull
{
    /// <inheritdoc/>
    public override string ToString() => "null";
}
