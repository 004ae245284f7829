using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Plans;

/// <summary>The faults only resolution can find in a datum.</summary>
internal static class ResolutionErrors
{
    [DoesNotReturn]
    public static void OutputTooLarge(int maxBytes, int offset) =>
        throw new AvroException($"resolved it is larger than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {maxBytes}", offset);

    [DoesNotReturn]
    public static void NoBranch(string reason, int offset) => throw new AvroException(reason, offset);

    [DoesNotReturn]
    public static void UnknownSymbol(string symbol, AvroEnumSchema reader, int offset) =>
        throw new AvroException($"the reader's enum {reader.Name} knows no symbol '{symbol}' and has no default", offset);
}
