namespace FinkTyped;

/// <summary>An array of anything, as windows over the datum, enumerated without allocating.</summary>
public readonly ref struct AvroItemsView
{
    private readonly AvroReader _start;
    private readonly AvroSchema? _item;
    private readonly AvroLimits _limits;

    internal AvroItemsView(AvroReader start, AvroSchema item, AvroLimits limits)
    {
        _start = start;
        _item = item;
        _limits = limits;
    }

    /// <summary>Whether there is no array at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => _item is null;

    /// <summary>How many items there are. Walks over the array.</summary>
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

    /// <summary>Enumerates the items.</summary>
    public Enumerator GetEnumerator() => new(_start, _item, _limits);

    /// <summary>Enumerates an <see cref="AvroItemsView"/>.</summary>
    public ref struct Enumerator
    {
        private readonly AvroSchema? _item;
        private readonly AvroLimits _limits;
        private AvroReader _reader;
        private AvroBlocks _blocks;

        internal Enumerator(AvroReader reader, AvroSchema? item, AvroLimits limits)
        {
            _reader = reader;
            _item = item;
            _limits = limits;
        }

        /// <summary>The item at the current position; it may be null (<see cref="AvroValueView.IsNull"/>).</summary>
        public AvroValueView Current { get; private set; }

        /// <summary>Moves to the next item; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (_item is null || !_blocks.MoveNext(ref _reader, _item.MinBytes)) return false;
            Current = AvroValueView.Pass(ref _reader, _item, _limits);
            return true;
        }
    }
}
