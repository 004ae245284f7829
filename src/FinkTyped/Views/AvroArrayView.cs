using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// An array in an encoded alert, or the kept history of a record: its items are looked at where they lie. Enumerating it allocates nothing, and so do
/// the questions about all items: <c>alert.PrvDiaSources.Max(s => s.PsfFlux)</c>. It cannot outlive the bytes, which nobody may change
/// meanwhile: whoever does gets wrong values or an exception, but never what lies beyond.
/// </summary>
/// <remarks>
/// An array of an alert is a stream of items, which every question walks over anew; what is asked twice is worth one loop. That of a record's
/// history knows where each item begins.
/// </remarks>
/// <typeparam name="T">What an item shows as: the generated <c>View</c> of a record, <see cref="AvroString"/>, a number, another array …</typeparam>
/// <typeparam name="TOpener">How an item is opened: nobody but generated code has to name it.</typeparam>
public readonly ref partial struct AvroArrayView<T, TOpener> : IAvroView<AvroArrayView<T, TOpener>>
    where T : allows ref struct
    where TOpener : IAvroView<T>, allows ref struct
{
    private readonly AvroReader _start;
    private readonly ItemType _type;
    private readonly KeptRecords? _kept;
    private readonly ArrayAhead _ahead;

    internal AvroArrayView(AvroReader start, ItemType type, ArrayAhead ahead = default)
    {
        _start = start;
        _type = type;
        _ahead = ahead;
    }

    internal AvroArrayView(KeptRecords kept) => _kept = kept;

    /// <summary>Whether there is no array at all: the field is null. It has no items.</summary>
    public bool IsNull => _type.IsNone && _kept is null;

    /// <summary>How many items there are.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public int Count
    {
        get
        {
            if (_kept is not null) return _kept.Count;
            var count = 0;
            foreach (var _ in this) count++;
            return count;
        }
    }

    /// <summary>An item by its place. Walks over those before it, but in the kept history of a record.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            if (_kept is not null)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _kept.Count);
                return TOpener.Open(_kept.View(index));
            }

            var left = index;
            foreach (var item in this)
            {
                if (left-- == 0) return item;
            }

            throw new ArgumentOutOfRangeException(nameof(index), index, "there are not so many items");
        }
    }

    /// <summary>Enumerates the items.</summary>
    public Enumerator GetEnumerator() => new(this);

    static AvroArrayView<T, TOpener> IAvroView<AvroArrayView<T, TOpener>>.Open(AvroValueView value) => value.Array<T, TOpener>();

    /// <summary>Enumerates an <see cref="AvroArrayView{T, TOpener}"/>.</summary>
    public ref struct Enumerator
    {
        private readonly ItemType _type;
        private readonly KeptRecords? _kept;
        private AvroReader _reader;
        private AvroBlocks _blocks;
        private ArrayAhead _ahead;
        private OffsetTable? _table;
        // Where the item begins; which one it is of a kept history.
        private int _at;

        internal Enumerator(AvroArrayView<T, TOpener> array)
        {
            _type = array._type;
            _kept = array._kept;
            _reader = array._start;
            _ahead = array._ahead;
            _at = -1;
        }

        /// <summary>The item at the current position. A record may be null, which its view tells.</summary>
        /// <exception cref="InvalidOperationException">There is none: the enumeration has not begun, has ended, or met malformed bytes.</exception>
        public readonly T Current
        {
            get
            {
                if (TOpener.IsOfRecord && _table is not null) return TOpener.Open(AvroRecordView.Of(_table, ref _reader.At(_at)));
                return OtherCurrent();
            }
        }

        /// <summary>Moves to the next item; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            if (!TOpener.IsOfRecord || _type.Plan is not { } plan) return MoveOther();
            if (!_blocks.MoveWithin() && !MoveToBlock(plan)) return false;
            _at = _reader.Position;
            var layout = plan.Layouts?.Recognise(ref _reader.Current, _reader.Remaining);
            if (layout is null) return PassOther();
            _reader.Advance(layout.Length);
            _table = layout;
            return true;
        }

        private readonly T OtherCurrent()
        {
            if (_at < 0) ThrowNoItem();
            if (_kept is not null) return TOpener.Open(_kept.View(_at));
            if (_type.Schema is null) ThrowNoItem();
            return TOpener.Open(_type.ValueAt(_reader.GoTo(_at)));
        }

        private bool MoveOther()
        {
            if (_kept is not null)
            {
                if (_at + 1 >= _kept.Count) return End();
                _at++;
                return true;
            }

            if (_type.Schema is not { } schema || !_blocks.MoveNext(ref _reader, schema.MinBytes)) return End();
            var start = _reader.Position;
            // Should the item prove malformed, there is none.
            _at = -1;
            AvroValueView.Skip(ref _reader, schema);
            _at = start;
            return true;
        }

        private bool MoveToBlock(RecordPlan plan)
        {
            // Should the block prove malformed, the datum's table has to find that out too.
            var ahead = _ahead;
            _ahead = default;
            if (!_blocks.MoveToBlock(ref _reader, plan.MinBytes))
            {
                ahead.Pass(_reader);
                return End();
            }

            _ahead = ahead;
            return true;
        }

        private bool PassOther()
        {
            // Should the item prove malformed, there is none: the last one's table does not fit here.
            var ahead = _ahead;
            (_table, _ahead) = (null, default);
            _table = StepWalker.WalkItem(ref _reader, _type.Plan!, keep: true, default);
            _ahead = ahead;
            return true;
        }

        private bool End()
        {
            _table = null;
            _at = -1;
            return false;
        }

        [DoesNotReturn]
        private static void ThrowNoItem() => throw new InvalidOperationException("there is no current item");
    }
}
