namespace FinkTyped;

/// <summary>
/// The schemas of data that were met last, by their text: one for the whole process, since files and messages of one stream have the same and
/// parsing it costs more than reading an alert. Found without a lock.
/// </summary>
internal static class WriterSchemas
{
    private const int Most = 64;

    /// <summary>How many bytes of text are kept; a schema takes about ten times its text.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly Lock Gate = new();
    private static Entry[] _entries = [];

    /// <summary>The schema of a text; parsed where it is not known.</summary>
    public static AvroSchema Get(ReadOnlySpan<byte> text, AvroLimits limits)
    {
        if (Find(Volatile.Read(ref _entries), text, limits) is { } known) return known;
        var copy = text.ToArray();
        var schema = AvroSchema.Parse(text, copy, limits, isLenient: true);
        lock (Gate)
        {
            if (Find(_entries, text, limits) is { } meanwhile) return meanwhile;
            // The latest first; the oldest fall out, and so does one that is too large to keep.
            var (kept, bytes) = (0, copy.Length);
            while (kept < _entries.Length && kept < Most - 1 && (bytes += _entries[kept].Text.Length) <= MostBytes) kept++;
            if (copy.Length <= MostBytes) Volatile.Write(ref _entries, [new Entry(copy, limits, schema), .. _entries[..kept]]);
        }

        return schema;
    }

    private static AvroSchema? Find(Entry[] entries, ReadOnlySpan<byte> text, AvroLimits limits)
    {
        foreach (var entry in entries)
        {
            if (text.SequenceEqual(entry.Text) && limits == entry.Limits) return entry.Schema;
        }

        return null;
    }

    private sealed record Entry(byte[] Text, AvroLimits Limits, AvroSchema Schema);
}
