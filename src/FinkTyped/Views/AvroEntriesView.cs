namespace FinkTyped;

/// <summary>A map of anything, as windows over the datum, enumerated without allocating in the order of the bytes.</summary>
public readonly ref struct AvroEntriesView
{
    private readonly AvroReader _start;
    private readonly AvroSchema? _value;
    private readonly AvroLimits _limits;

    internal AvroEntriesView(AvroReader start, AvroSchema value, AvroLimits limits)
    {
        _start = start;
        _value = value;
        _limits = limits;
    }

    /// <summary>Whether there is no map at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => _value is null;

    /// <summary>How many entries there are. Walks over the map.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this) count++;
            return count;
        }
    }

    /// <summary>Finds the value of a key (the last one, should a key come twice).</summary>
    public bool TryGetValue(ReadOnlySpan<byte> utf8Key, out AvroValueView value)
    {
        value = default;
        var found = false;
        foreach (var entry in this)
        {
            if (entry.Key != utf8Key) continue;
            value = entry.Value;
            found = true;
        }

        return found;
    }

    /// <summary>Enumerates the entries.</summary>
    public Enumerator GetEnumerator() => new(_start, _value, _limits);

    /// <summary>A key and its value.</summary>
    public readonly ref struct Entry
    {
        internal Entry(AvroString key, AvroValueView value)
        {
            Key = key;
            Value = value;
        }

        /// <summary>The key.</summary>
        public AvroString Key { get; }

        /// <summary>The value; it may be null (<see cref="AvroValueView.IsNull"/>).</summary>
        public AvroValueView Value { get; }
    }

    /// <summary>Enumerates an <see cref="AvroEntriesView"/>.</summary>
    public ref struct Enumerator
    {
        private readonly AvroSchema? _value;
        private readonly AvroLimits _limits;
        private readonly int _minBytes;
        private AvroReader _reader;
        private AvroBlocks _blocks;

        internal Enumerator(AvroReader reader, AvroSchema? value, AvroLimits limits)
        {
            _reader = reader;
            _value = value;
            _limits = limits;
            _minBytes = (int)Math.Min(1L + (value?.MinBytes ?? 0), int.MaxValue);
        }

        /// <summary>The entry at the current position.</summary>
        public Entry Current { get; private set; }

        /// <summary>Moves to the next entry; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (_value is null || !_blocks.MoveNext(ref _reader, _minBytes)) return false;
            var key = new AvroString(_reader.ReadStringSpan());
            Current = new Entry(key, AvroValueView.Pass(ref _reader, _value, _limits));
            return true;
        }
    }
}
