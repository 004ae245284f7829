using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FinkTyped.Columns.Parquet;

/// <summary>Texts and bytes: each behind its length, or, where few differ, by its number in a dictionary.</summary>
internal readonly ref struct ParquetTexts(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> offsets, int[]? indexes)
{
    // A number is a byte.
    private const int MostEntries = 256;

    // A power of 2, and so many that half are free.
    private const int Slots = 2 * MostEntries;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<int> _offsets = offsets;

    private int Places => indexes?.Length ?? _offsets.Length - 1;

    /// <summary>Writes the texts one behind the other.</summary>
    /// <param name="output">Where they go.</param>
    /// <param name="summarizes">Whether their least and largest is looked for.</param>
    public ParquetSummary Write(ArrayBufferWriter<byte> output, bool summarizes)
    {
        ReadOnlySpan<byte> least = default, most = default;
        var any = false;
        for (var i = 0; i < Places; i++)
        {
            var index = indexes is null ? i : indexes[i];
            if (index < 0) continue;
            var text = At(index);
            Write(text, output);
            if (!summarizes) continue;
            if (!any || text.SequenceCompareTo(least) < 0) least = text;
            if (!any || text.SequenceCompareTo(most) > 0) most = text;
            any = true;
        }

        return any ? ParquetSummary.OfTexts(least, most) : ParquetSummary.None;
    }

    /// <summary>Finds the texts that differ.</summary>
    /// <param name="numbers">Gets the number of each text.</param>
    /// <param name="dictionary">Gets the texts that differ, one behind the other.</param>
    /// <param name="entries">How many differ.</param>
    /// <param name="summary">Their least and largest.</param>
    /// <returns>Whether they are few enough for it to be worth while.</returns>
    public bool TryNumber(ArrayBufferWriter<byte> numbers, ArrayBufferWriter<byte> dictionary, out int entries, out ParquetSummary summary)
    {
        (entries, summary) = (0, ParquetSummary.None);
        Span<int> firsts = stackalloc int[MostEntries];
        // The entries by their hash; 0 is free.
        Span<short> slots = stackalloc short[Slots];
        slots.Clear();
        var output = numbers.GetSpan(Places);
        var count = 0;
        for (var i = 0; i < Places; i++)
        {
            var index = indexes is null ? i : indexes[i];
            if (index < 0) continue;
            var text = At(index);
            var slot = (int)(Hash(text) & (Slots - 1));
            while (slots[slot] != 0 && !At(firsts[slots[slot] - 1]).SequenceEqual(text)) slot = (slot + 1) & (Slots - 1);
            if (slots[slot] == 0)
            {
                // With half of them new, each alone is shorter.
                if (entries == MostEntries || entries > (count + MostEntries) / 2) return false;
                firsts[entries] = index;
                slots[slot] = (short)++entries;
                Write(text, dictionary);
            }

            output[count++] = (byte)(slots[slot] - 1);
        }

        if (entries == 0 || entries > count / 2) return false;
        numbers.Advance(count);
        var least = At(firsts[0]);
        var most = least;
        foreach (var first in firsts[1..entries])
        {
            if (At(first).SequenceCompareTo(least) < 0) least = At(first);
            if (At(first).SequenceCompareTo(most) > 0) most = At(first);
        }

        summary = ParquetSummary.OfTexts(least, most);
        return true;
    }

    private ReadOnlySpan<byte> At(int index) => _bytes[_offsets[index].._offsets[index + 1]];

    private static void Write(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var room = output.GetSpan(sizeof(int) + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[sizeof(int)..]);
        output.Advance(sizeof(int) + text.Length);
    }

    // Alerts come from elsewhere, but whoever makes all of them collide makes the table no longer than it is.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..]) hash = Mix(hash ^ MemoryMarshal.Read<ulong>(text));
        var last = 0UL;
        foreach (var part in text) last = last << 8 | part;
        return (uint)(Mix(hash ^ last) >> 32);
    }

    private static ulong Mix(ulong value) => value * 0x9E37_79B9_7F4A_7C15UL;
}
