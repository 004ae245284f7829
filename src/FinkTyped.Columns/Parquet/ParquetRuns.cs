using System.Buffers;

namespace FinkTyped.Columns.Parquet;

/// <summary>Small numbers as Parquet has them: runs of one value, and between them groups of eight with a few bits for each.</summary>
internal static class ParquetRuns
{
    private const int Group = 8;

    /// <summary>The bits that numbers up to one take.</summary>
    public static int WidthOf(int most) => 32 - int.LeadingZeroCount(most);

    /// <summary>Encodes numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="width">The bits that each takes, eight at most.</param>
    /// <param name="output">Where they go.</param>
    public static void Encode(ReadOnlySpan<byte> values, int width, ArrayBufferWriter<byte> output)
    {
        for (var at = 0; at < values.Length;)
        {
            var run = RunAt(values, at);
            if (run >= Group)
            {
                Varint((ulong)run << 1, output);
                Byte(values[at], output);
                at += run;
                continue;
            }

            var first = at;
            do at += Group;
            while (at < values.Length && RunAt(values, at) < Group);
            at = Math.Min(at, values.Length);
            Pack(values[first..at], width, output);
        }
    }

    private static void Pack(ReadOnlySpan<byte> values, int width, ArrayBufferWriter<byte> output)
    {
        var groups = (values.Length + Group - 1) / Group;
        Varint((ulong)groups << 1 | 1, output);
        for (; groups > 0; groups--)
        {
            // The last group is filled up with zeros.
            var count = Math.Min(Group, values.Length);
            var bits = 0UL;
            for (var i = 0; i < count; i++) bits |= (ulong)values[i] << i * width;
            for (var i = 0; i < width; i++, bits >>= 8) Byte((byte)bits, output);
            values = values[count..];
        }
    }

    private static int RunAt(ReadOnlySpan<byte> values, int at) =>
        values[at..].IndexOfAnyExcept(values[at]) is >= 0 and var end ? end : values.Length - at;

    private static void Varint(ulong value, ArrayBufferWriter<byte> output)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80), output);
        Byte((byte)value, output);
    }

    private static void Byte(byte value, ArrayBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
