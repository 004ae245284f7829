using System.Buffers;

namespace FinkTyped;

/// <summary>
/// The entries of the maps being written, innermost last. A key that comes twice keeps its first place and its last value, as in
/// <see cref="AvroMap{T}"/>: JSON with a name twice means different things to different readers.
/// </summary>
internal sealed class JsonMapEntries
{
    // Up to this many entries comparing all keys with each other is cheaper than hashing them.
    private const int CompareLimit = 12;

    private readonly List<Entry> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Notes an entry: where its key is in the datum, and where its text starts.</summary>
    public int Add(int keyOffset, int keyLength, int textStart)
    {
        _entries.Add(new Entry(keyOffset, keyLength, textStart, 0));
        return _entries.Count - 1;
    }

    /// <summary>Notes where an entry's text ends.</summary>
    public void End(int entry, int textEnd) => _entries[entry] = _entries[entry] with { TextEnd = textEnd };

    /// <summary>Ends a map: removes from its text, which starts at <paramref name="start"/>, what later entries replace.</summary>
    public void KeepLast(int first, ReadOnlySpan<byte> datum, ref JsonText text, int start)
    {
        var entries = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries)[first..];
        var latest = entries.Length <= CompareLimit ? LatestByComparing(entries, datum) : LatestByHash(entries, datum);
        if (latest is not null) Rewrite(entries, latest, ref text, start);
        _entries.RemoveRange(first, entries.Length);
    }

    /// <summary>For each entry the one whose value it shows, -1 for one that is left out; null when no key comes twice.</summary>
    private static int[]? LatestByComparing(ReadOnlySpan<Entry> entries, ReadOnlySpan<byte> datum)
    {
        int[]? latest = null;
        for (var i = 1; i < entries.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (latest?[j] == -1 || !SameKey(entries[i], entries[j], datum)) continue;
                latest ??= Identity(entries.Length);
                latest[j] = i;
                latest[i] = -1;
                break;
            }
        }

        return latest;
    }

    private static int[]? LatestByHash(ReadOnlySpan<Entry> entries, ReadOnlySpan<byte> datum)
    {
        // Keys are sorted by a hash that is seeded per process, so that equal ones are neighbours whatever was sent.
        var order = new (int Hash, int Entry)[entries.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var hash = new HashCode();
            hash.AddBytes(Key(entries[i], datum));
            order[i] = (hash.ToHashCode(), i);
        }

        Array.Sort(order);
        int[]? latest = null;
        var distinct = new List<int>();
        for (var i = 0; i < order.Length; i++)
        {
            if (i == 0 || order[i].Hash != order[i - 1].Hash) distinct.Clear();
            var entry = order[i].Entry;
            var first = -1;
            foreach (var other in distinct)
            {
                if (SameKey(entries[entry], entries[other], datum)) first = other;
            }

            if (first < 0)
            {
                distinct.Add(entry);
                continue;
            }

            latest ??= Identity(entries.Length);
            latest[first] = entry;
            latest[entry] = -1;
        }

        return latest;
    }

    private static void Rewrite(ReadOnlySpan<Entry> entries, int[] latest, ref JsonText text, int start)
    {
        var kept = ArrayPool<byte>.Shared.Rent(text.Length - start);
        var length = 0;
        for (var i = 0; i < latest.Length; i++)
        {
            if (latest[i] < 0) continue;
            if (length > 0) kept[length++] = (byte)',';
            var entry = text.Written[entries[latest[i]].TextStart..entries[latest[i]].TextEnd];
            entry.CopyTo(kept.AsSpan(length));
            length += entry.Length;
        }

        text.Replace(start, kept.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(kept);
    }

    private static int[] Identity(int count)
    {
        var identity = new int[count];
        for (var i = 0; i < count; i++) identity[i] = i;
        return identity;
    }

    private static bool SameKey(Entry left, Entry right, ReadOnlySpan<byte> datum) => Key(left, datum).SequenceEqual(Key(right, datum));

    private static ReadOnlySpan<byte> Key(Entry entry, ReadOnlySpan<byte> datum) => datum.Slice(entry.KeyOffset, entry.KeyLength);

    private readonly record struct Entry(int KeyOffset, int KeyLength, int TextStart, int TextEnd);
}
