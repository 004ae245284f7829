namespace FinkTyped;

/// <summary>One encoded alert of a file, as it is there.</summary>
/// <param name="WriterSchema">The schema it was written with, from the file's header.</param>
/// <param name="Datum">The bytes.</param>
/// <param name="Path">The file; the name that was given for a stream.</param>
/// <param name="Index">Its place among the file's alerts, from 0.</param>
public readonly record struct AlertDatum(AvroSchema WriterSchema, ReadOnlyMemory<byte> Datum, string Path, long Index);
