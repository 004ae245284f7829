using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>An array of records, as windows over the datum, enumerated without allocating.</summary>
public readonly ref struct AvroRecordArrayView
{
    private readonly AvroReader _start;
    private readonly RecordPlan? _plan;

    internal AvroRecordArrayView(AvroReader start, RecordPlan plan)
    {
        _start = start;
        _plan = plan;
    }

    /// <summary>Whether there is no array at all: the field is null. It enumerates as empty.</summary>
    public bool IsNull => _plan is null;

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
    public Enumerator GetEnumerator() => new(_start, _plan);

    /// <summary>Enumerates an <see cref="AvroRecordArrayView"/>.</summary>
    public ref struct Enumerator
    {
        private readonly RecordPlan? _plan;
        private AvroReader _reader;
        private AvroBlocks _blocks;
        private Layout? _likely;
        private OffsetTable? _table;
        private int _start;

        internal Enumerator(AvroReader reader, RecordPlan? plan)
        {
            _reader = reader;
            _plan = plan;
            _likely = plan?.Layouts?.Last;
        }

        /// <summary>The item at the current position; it may be null (<see cref="AvroRecordView.IsNull"/>).</summary>
        public readonly AvroRecordView Current => AvroRecordView.Of(_table!, ref _reader.At(_start));

        /// <summary>Moves to the next item; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (_plan is null || !_blocks.MoveNext(ref _reader, _plan.MinBytes)) return false;
            _start = _reader.Position;
            var likely = _likely;
            if (likely is null || likely.PaddedLength > _reader.Remaining || !likely.Matches(ref _reader.Current)) return PassOther();
            _reader.Advance(likely.Length);
            _table = likely;
            _likely = likely.Successor;
            return true;
        }

        private bool PassOther()
        {
            var previous = _table as Layout;
            // Should the item prove malformed, there is none: the last one's table does not fit here.
            _table = null;
            _table = StepWalker.PassItem(ref _reader, _plan!, ref previous, keep: true);
            _likely = previous?.Successor;
            return true;
        }
    }
}
