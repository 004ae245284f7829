namespace FinkTyped;

/// <summary>Says where in the writer's datum a fault is that was found while resolving it or reading what was resolved.</summary>
internal static class DatumFaults
{
    /// <summary>The fault with the offset and the field path of the writer's datum.</summary>
    /// <param name="fault">What a fast reader found, without a path.</param>
    /// <param name="writer">The writer's schema.</param>
    /// <param name="datum">The writer's datum.</param>
    /// <param name="limits">The limits it was read with.</param>
    /// <param name="isOffsetOfDatum">The fault's offset is one of this datum, not of what was resolved from it.</param>
    public static AvroException Locate(
        AvroException fault, AvroSchema writer, ReadOnlySpan<byte> datum, AvroLimits limits, bool isOffsetOfDatum = true)
    {
        if (fault is SchemaResolutionException || fault.FieldPath is not null) return fault;
        var located = DatumWalker.Locate(fault, writer, datum, limits);
        // Where the datum by itself is sound, it is a value of it that the reader does not take.
        if (!ReferenceEquals(located, fault)) return located;
        if (!isOffsetOfDatum) return new AvroException(fault.Reason, null, null, fault) { IsDatumSound = true };
        var path = fault.Offset is { } offset ? DatumWalker.PathAt(writer, datum, offset, limits) : null;
        return new AvroException(fault.Reason, fault.Offset, path, fault) { IsDatumSound = true };
    }
}
