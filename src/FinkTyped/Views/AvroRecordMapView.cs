using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>A map of records, as windows over the datum, enumerated without allocating in the order of the bytes.</summary>
public readonly ref struct AvroRecordMapView
{
    private readonly AvroReader _start;
    private readonly RecordPlan? _plan;

    internal AvroRecordMapView(AvroReader start, RecordPlan plan)
    {
        _start = start;
        _plan = plan;
    }

    /// <summary>Whether there is no map at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => _plan is null;

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
    public bool TryGetValue(ReadOnlySpan<byte> utf8Key, out AvroRecordView value)
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
    public Enumerator GetEnumerator() => new(_start, _plan);

    /// <summary>A key and its value.</summary>
    public readonly ref struct Entry
    {
        internal Entry(AvroString key, AvroRecordView value)
        {
            Key = key;
            Value = value;
        }

        /// <summary>The key.</summary>
        public AvroString Key { get; }

        /// <summary>The value; it may be null (<see cref="AvroRecordView.IsNull"/>).</summary>
        public AvroRecordView Value { get; }
    }

    /// <summary>Enumerates an <see cref="AvroRecordMapView"/>.</summary>
    public ref struct Enumerator
    {
        private readonly RecordPlan? _plan;
        private AvroReader _reader;
        private AvroBlocks _blocks;
        private ReadOnlySpan<byte> _key;
        private Layout? _previous;
        private OffsetTable? _table;
        private int _start;

        internal Enumerator(AvroReader reader, RecordPlan? plan)
        {
            _reader = reader;
            _plan = plan;
        }

        /// <summary>The entry at the current position.</summary>
        public readonly Entry Current => new(new AvroString(_key), AvroRecordView.Of(_table!, ref _reader.At(_start)));

        /// <summary>Moves to the next entry; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (_plan is null || !_blocks.MoveNext(ref _reader, _plan.MinBytes + 1)) return false;
            // Should the entry prove malformed, there is none: the last one's table does not fit here.
            _table = null;
            _key = _reader.ReadStringSpan();
            _start = _reader.Position;
            _table = StepWalker.PassItem(ref _reader, _plan, ref _previous, keep: true);
            return true;
        }
    }
}
