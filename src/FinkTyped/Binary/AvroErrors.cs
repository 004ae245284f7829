using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>The faults a datum can have, thrown from one place so that the methods that find them stay small.</summary>
internal static class AvroErrors
{
    [DoesNotReturn]
    public static void EndOfDatum(int offset) => throw new AvroException("the datum ends in the middle of a value", offset);

    [DoesNotReturn]
    public static void TrailingBytes(int count, int offset) =>
        throw new AvroException($"{count} byte(s) follow the end of the datum: the schema does not fit these bytes", offset);

    [DoesNotReturn]
    public static void NotABoolean(byte value, int offset) => throw new AvroException($"a boolean is 0 or 1, not {value}", offset);

    [DoesNotReturn]
    public static void IntOutOfRange(long value, int offset) => throw new AvroException($"{value} is no 32-bit int", offset);

    [DoesNotReturn]
    public static void BadVarint(int count, int offset)
    {
        if (count == 0) EndOfDatum(offset);
        throw new AvroException("a variable-length integer exceeds 64 bits", offset);
    }

    [DoesNotReturn]
    public static void BadLength(long length, int remaining, int offset) =>
        throw new AvroException($"a length of {length} where {remaining} byte(s) are left", offset);

    [DoesNotReturn]
    public static void NotUtf8(int offset) => throw new AvroException("a string is not valid UTF-8", offset);

    [DoesNotReturn]
    public static void BadUnionIndex(long index, int branches, int offset) =>
        throw new AvroException($"union branch {index} of a union of {branches}: the schema does not fit these bytes", offset);

    [DoesNotReturn]
    public static void BadEnumIndex(long index, int symbols, int offset) =>
        throw new AvroException($"symbol {index} of an enum of {symbols}: the schema does not fit these bytes", offset);

    [DoesNotReturn]
    public static void BadBlockCount(long count, int remaining, int offset) =>
        throw new AvroException($"a block of {count} items where {remaining} byte(s) are left", offset);

    [DoesNotReturn]
    public static void BadBlockSize(int expected, int actual) =>
        throw new AvroException($"a block that said it ends at byte {expected} ends at byte {actual}", actual);

    [DoesNotReturn]
    public static void TooDeep(int maxDepth, int offset) =>
        throw new AvroException($"nested deeper than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxDepth)} = {maxDepth}", offset);

    [DoesNotReturn]
    public static void TooManyItems(int offset) =>
        throw new AvroException($"more items than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxItems)} allows", offset);

    [DoesNotReturn]
    public static void TooManyBytes(long length, int maxBytes) =>
        throw new AvroException($"{length} bytes, more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {maxBytes}", 0);
}
