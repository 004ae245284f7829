namespace FinkTyped.Plans;

/// <summary>A symbol whose index is another one in the reader's enum: looked up where it lies.</summary>
internal sealed class SymbolConversion(AvroEnumSchema writer, AvroEnumSchema reader, int[] symbols) : ValueConversion
{
    /// <inheritdoc/>
    public override bool IsInPlace => true;

    /// <inheritdoc/>
    public override bool MayFail { get; } = symbols.Any(s => s < 0);

    /// <summary>The reader's index.</summary>
    /// <param name="at">The first byte of the writer's index.</param>
    /// <param name="left">How many bytes are readable from there, at least those of the index.</param>
    /// <param name="offset">Where that is, for the fault of a symbol that the reader lacks.</param>
    public int Read(ref byte at, int left, int offset)
    {
        var symbol = AvroBits.Int(ref at, left);
        // Checked when it was walked over; bytes that changed since are no reason for another exception.
        if ((uint)symbol >= (uint)symbols.Length) AvroErrors.BadEnumIndex(symbol, symbols.Length, offset);
        if (symbols[symbol] < 0) ResolutionErrors.UnknownSymbol(writer.Symbols[symbol], reader, offset);
        return symbols[symbol];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire)
    {
        Span<byte> encoded = stackalloc byte[Varint.MaxBytes];
        return encoded[..Varint.Write(encoded, Read(ref wire.Current, wire.Remaining, wire.Position))].ToArray();
    }
}
