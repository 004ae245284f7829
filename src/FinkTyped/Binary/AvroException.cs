namespace FinkTyped;

/// <summary>
/// What was read is not valid Avro: a datum that disagrees with its schema, a file that is damaged, a schema that makes no sense.
/// The message names the reason, the byte offset and the field where they are known.
/// </summary>
public class AvroException : Exception
{
    /// <summary>Makes an exception with a reason and, where known, the place.</summary>
    /// <param name="reason">What is wrong, in one sentence without a full stop.</param>
    /// <param name="offset">Offset of the first byte of the offending value, from the start of the datum, file or schema text.</param>
    /// <param name="fieldPath">The field, for example <c>prvDiaSources[3].psfFlux</c>.</param>
    /// <param name="innerException">The exception that revealed the fault.</param>
    public AvroException(string reason, long? offset = null, string? fieldPath = null, Exception? innerException = null)
        : base(PrintableText.OfLines(Describe(reason, offset, fieldPath)), innerException)
    {
        Reason = PrintableText.OfLines(reason);
        Offset = offset;
        FieldPath = fieldPath is null ? null : PrintableText.OfLines(fieldPath);
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>Byte offset of the offending value from the start of the datum (or file, or schema text); null where not known.</summary>
    public long? Offset { get; }

    /// <summary>Path of the offending field, for example <c>prvDiaSources[3].psfFlux</c>; null where not known.</summary>
    public string? FieldPath { get; }

    /// <summary>
    /// Whether the datum agrees with the schema it was written with, and it is the reader's schema that does not take one of its values. False
    /// where that is not known.
    /// </summary>
    public bool IsDatumSound { get; internal init; }

    private static string Describe(string reason, long? offset, string? fieldPath) => (offset, fieldPath) switch
    {
        (null, null) => reason,
        (null, _) => $"{reason} (field {fieldPath})",
        (_, null) => $"{reason} (at byte {offset})",
        _ => $"{reason} (at byte {offset}, field {fieldPath})",
    };
}
