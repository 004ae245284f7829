namespace FinkTyped;

/// <summary>A map of numbers or booleans, as a window over the datum, enumerated without allocating in the order of the bytes.</summary>
/// <typeparam name="T">bool, int, long, float or double, or one of these with a question mark.</typeparam>
public readonly ref struct AvroValueMapView<T>
{
    private readonly AvroReader _start;
    private readonly int _nullBranch;
    private readonly bool _hasValue;

    internal AvroValueMapView(AvroReader start, int nullBranch)
    {
        _start = start;
        _nullBranch = nullBranch;
        _hasValue = true;
    }

    /// <summary>Whether there is no map at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => !_hasValue;

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
    public bool TryGetValue(ReadOnlySpan<byte> utf8Key, out T value)
    {
        value = default!;
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
    public Enumerator GetEnumerator() => new(_start, _nullBranch, _hasValue);

    /// <summary>A key and its value.</summary>
    public readonly ref struct Entry
    {
        internal Entry(AvroString key, T value)
        {
            Key = key;
            Value = value;
        }

        /// <summary>The key.</summary>
        public AvroString Key { get; }

        /// <summary>The value.</summary>
        public T Value { get; }
    }

    /// <summary>Enumerates an <see cref="AvroValueMapView{T}"/>.</summary>
    public ref struct Enumerator
    {
        private readonly int _nullBranch;
        private readonly bool _hasValue;
        private AvroReader _reader;
        private AvroBlocks _blocks;

        internal Enumerator(AvroReader reader, int nullBranch, bool hasValue)
        {
            _reader = reader;
            _nullBranch = nullBranch;
            _hasValue = hasValue;
        }

        /// <summary>The entry at the current position.</summary>
        public Entry Current { get; private set; }

        /// <summary>Moves to the next entry; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (!_hasValue || !_blocks.MoveNext(ref _reader, 2)) return false;
            var key = new AvroString(_reader.ReadStringSpan());
            Current = new Entry(key, AvroValue.Read<T>(ref _reader, _nullBranch));
            return true;
        }
    }
}
