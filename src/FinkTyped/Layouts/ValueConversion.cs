namespace FinkTyped.Layouts;

/// <summary>How a value of the writer becomes one of the reader's field, where the two types differ or the writer has none.</summary>
internal abstract class ValueConversion
{
    /// <summary>The type of the reader's field.</summary>
    public required AvroSchema ReaderSchema { get; init; }

    /// <summary>
    /// The reader's encoding of the value: from the bytes at <paramref name="wire"/> (which run to the end of the datum), or the default.
    /// The bytes are the caller's to keep.
    /// </summary>
    public abstract ReadOnlySpan<byte> Convert(ReadOnlySpan<byte> wire, AvroLimits limits);
}
