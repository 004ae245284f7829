namespace FinkTyped;

/// <summary>An array of numbers or booleans, as a window over the datum, enumerated without allocating.</summary>
/// <typeparam name="T">bool, int, long, float or double, or one of these with a question mark.</typeparam>
public readonly ref struct AvroValueArrayView<T>
{
    private readonly AvroReader _start;
    private readonly int _nullBranch;
    private readonly bool _hasValue;

    internal AvroValueArrayView(AvroReader start, int nullBranch)
    {
        _start = start;
        _nullBranch = nullBranch;
        _hasValue = true;
    }

    /// <summary>Whether there is no array at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => !_hasValue;

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
    public Enumerator GetEnumerator() => new(_start, _nullBranch, _hasValue);

    /// <summary>Enumerates an <see cref="AvroValueArrayView{T}"/>.</summary>
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
            Current = default!;
        }

        /// <summary>The item at the current position.</summary>
        public T Current { get; private set; }

        /// <summary>Moves to the next item; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (!_hasValue || !_blocks.MoveNext(ref _reader, 1)) return false;
            Current = AvroValue.Read<T>(ref _reader, _nullBranch);
            return true;
        }
    }
}
