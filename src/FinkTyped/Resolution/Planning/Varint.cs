namespace FinkTyped;

/// <summary>Writes Avro's variable-length integers.</summary>
internal static class Varint
{
    public const int MaxBytes = 10;

    /// <summary>Writes a zigzag integer to a span with room for <see cref="MaxBytes"/> and returns how many bytes it took.</summary>
    public static int Write(Span<byte> output, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var count = 0;
        while (rest >= 0x80)
        {
            output[count++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        output[count++] = (byte)rest;
        return count;
    }
}
