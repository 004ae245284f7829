namespace FinkTyped;

/// <summary>Says where in the writer's datum a fault is that was found while resolving it or reading what was resolved.</summary>
internal static class DatumFaults
{
    public static AvroException Locate(AvroException fault, AvroSchema writer, ReadOnlySpan<byte> datum, AvroLimits limits) =>
        DatumWalker.Locate(fault, writer, datum, limits);
}
