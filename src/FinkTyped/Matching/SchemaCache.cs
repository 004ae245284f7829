namespace FinkTyped;

/// <summary>
/// Keeps what was made for the latest writer schemas. The same instance is found by reference without a lock; another instance of the same
/// text is found by its canonical form, which holds all of a writer's schema that resolution looks at.
/// </summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class SchemaCache<TValue>(int capacity) where TValue : class
{
    /// <summary>
    /// How many bytes of writer schemas' text are kept with what was made of them, which takes ten to thirty times as much. Alerts' schemas have
    /// up to 73 kB, so that this binds for hostile ones only; the latest is kept whatever its size.
    /// </summary>
    private const int MostBytes = 2 * 1024 * 1024;

    // So many instances of one schema are found by reference: a folder of thousands of files must not push all other schemas out.
    private const int Instances = 4;

    private readonly Lock _gate = new();
    private Entry[] _entries = [];

    /// <summary>How many schemas are kept, each instance counted.</summary>
    public int Count => Volatile.Read(ref _entries).Length;

    /// <summary>The value of a writer's and a reader's schema, made where it is not there.</summary>
    /// <remarks>What <paramref name="make"/> throws is not kept: it runs again the next time. It runs once at a time.</remarks>
    public TValue GetOrAdd(
        AvroSchema writer, AvroSchema reader, SchemaResolution resolution, Func<AvroSchema, AvroSchema, SchemaResolution, TValue> make)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (ReferenceEquals(entry.Writer, writer) && entry.Fits(reader, resolution)) return entry.Value;
        }

        return FindOrAdd(writer, reader, resolution, make);
    }

    private TValue FindOrAdd(
        AvroSchema writer, AvroSchema reader, SchemaResolution resolution, Func<AvroSchema, AvroSchema, SchemaResolution, TValue> make)
    {
        var form = writer.CanonicalForm;
        lock (_gate)
        {
            TValue? value = null;
            foreach (var entry in _entries)
            {
                if (!entry.Fits(reader, resolution)) continue;
                if (ReferenceEquals(entry.Writer, writer)) return entry.Value;
                if (value is null && resolution.AcceptSparkTypeNames && entry.Writer.CanonicalForm == form) value = entry.Value;
            }

            value ??= make(writer, reader, resolution);
            // First in, first out: a schema that is still in use and falls out is made once more.
            var entries = new List<Entry>(_entries);
            if (entries.Count(e => ReferenceEquals(e.Value, value)) >= Instances) entries.Remove(entries.Find(e => ReferenceEquals(e.Value, value))!);
            entries.Add(new Entry(writer, reader, resolution, value));
            var bytes = entries.Sum(static e => (long)e.Writer.TextLength);
            while (entries.Count > capacity || (entries.Count > 1 && bytes > MostBytes))
            {
                bytes -= entries[0].Writer.TextLength;
                entries.RemoveAt(0);
            }

            Volatile.Write(ref _entries, [.. entries]);
            return value;
        }
    }

    private sealed record Entry(AvroSchema Writer, AvroSchema Reader, SchemaResolution Resolution, TValue Value)
    {
        public bool Fits(AvroSchema reader, SchemaResolution resolution) =>
            ReferenceEquals(Reader, reader) && (ReferenceEquals(Resolution, resolution) || Resolution == resolution);
    }
}
