using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>Says whether a datum is what its schema says, and where in it a fault is: which field, at which offset.</summary>
internal static class DatumFaults
{
    /// <summary>Walks over a datum and throws, with offset and field path, where it disagrees with its schema.</summary>
    /// <param name="schema">The schema it was written with.</param>
    /// <param name="datum">The datum.</param>
    /// <param name="limits">Bounds; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="isWhole">Whether nothing may follow the datum.</param>
    /// <exception cref="AvroException">The datum is malformed.</exception>
    public static void Validate(AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits? limits = null, bool isWhole = true)
    {
        var reader = new AvroReader(datum, limits);
        var tracer = new PathTracer();
        try
        {
            StepWalker.Pass(ref reader, schema.Program, new WalkMode(Tracer: tracer, ChecksText: true));
            if (isWhole) reader.EnsureEnd();
        }
        catch (AvroException fault) when (fault.FieldPath is null && tracer.Path(datum) is { } path)
        {
            throw new AvroException(fault.Reason, fault.Offset, path, fault);
        }
    }

    /// <summary>
    /// The path of the field whose value an offset lies in, the innermost; null where there is none. Of a union, the index belongs to the
    /// field itself; of an array or map, so do the heads of its blocks.
    /// </summary>
    public static string? PathAt(AvroSchema schema, ReadOnlySpan<byte> datum, long offset, AvroLimits? limits = null)
    {
        var reader = new AvroReader(datum, limits);
        var tracer = new PathTracer((int)offset);
        try
        {
            StepWalker.Pass(ref reader, schema.Program, new WalkMode(Tracer: tracer, ChecksText: true));
            return null;
        }
        catch (AvroException)
        {
            // The walk stops where it finds the offset as it would at a fault.
            return tracer.Path(datum);
        }
    }

    /// <summary>The same fault with the path of its field, found by walking over the datum again; as it was where the walk finds none.</summary>
    public static AvroException LocateMalformed(
        AvroException fault, AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits limits, bool isWhole = true)
    {
        if (fault.FieldPath is not null) return fault;
        try
        {
            Validate(schema, datum, limits, isWhole);
            return fault;
        }
        catch (AvroException located)
        {
            return located;
        }
    }

    /// <summary>
    /// A fault that was found while resolving a datum, or reading what was resolved, with the offset and the field path of the writer's datum.
    /// </summary>
    /// <param name="fault">What a fast reader found, without a path.</param>
    /// <param name="writer">The writer's schema.</param>
    /// <param name="datum">The writer's datum.</param>
    /// <param name="limits">The limits it was read with.</param>
    /// <param name="isOffsetOfDatum">The fault's offset is one of this datum, not of what was resolved from it.</param>
    public static AvroException Locate(
        AvroException fault, AvroSchema writer, ReadOnlySpan<byte> datum, AvroLimits limits, bool isOffsetOfDatum = true)
    {
        if (fault is SchemaResolutionException || fault.FieldPath is not null) return fault;
        var located = LocateMalformed(fault, writer, datum, limits);
        // Where the datum by itself is sound, it is a value of it that the reader does not take.
        if (!ReferenceEquals(located, fault)) return located;
        if (!isOffsetOfDatum) return new AvroException(fault.Reason, null, null, fault) { IsDatumSound = true };
        var path = fault.Offset is { } offset ? PathAt(writer, datum, offset, limits) : null;
        return new AvroException(fault.Reason, fault.Offset, path, fault) { IsDatumSound = true };
    }
}
