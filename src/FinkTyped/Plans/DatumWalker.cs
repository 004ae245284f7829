using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>Walks over whole values by their schema, wanting nothing of them: to skip, to check, and to say which field a fault is in.</summary>
internal static class DatumWalker
{
    /// <summary>Skips one value. Lengths, counts and indexes are checked; whether text is valid UTF-8 is not.</summary>
    public static void Skip(ref AvroReader reader, AvroSchema schema) => StepWalker.Pass(ref reader, schema.Program, default);

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
    public static AvroException Locate(
        AvroException fault, AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits? limits = null, bool isWhole = true)
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
}
