namespace FinkTyped;

/// <summary>One encoded alert of a file, as it is there.</summary>
/// <param name="WriterSchema">The schema it was written with, from the file's header.</param>
/// <param name="Datum">The bytes.</param>
/// <param name="Place">The file it is from, the block, and its index.</param>
public readonly record struct AlertDatum(AvroSchema WriterSchema, ReadOnlyMemory<byte> Datum, AlertPlace Place)
{
    /// <summary>The file; the name that was given for a stream.</summary>
    public string Path => Place.Path;

    /// <summary>Its place among the file's alerts, from 0.</summary>
    public long Index => Place.Index;
}
