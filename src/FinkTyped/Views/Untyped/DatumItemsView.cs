using FinkTyped.Generated;

namespace FinkTyped.Untyped;

/// <summary>The records of an array of any schema, as views over the datum, enumerated without allocating.</summary>
public readonly ref struct DatumItemsView
{
    private readonly AvroArrayView<AvroRecordView, RecordViews> _items;
    private readonly AvroPlan? _plan;

    internal DatumItemsView(AvroArrayView<AvroRecordView, RecordViews> items, AvroPlan plan)
    {
        _items = items;
        _plan = plan;
    }

    /// <summary>Whether there is no array at all. It enumerates as empty.</summary>
    public bool IsNull => _items.IsNull;

    /// <summary>How many items there are. Walks over the array.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public int Count => _items.Count;

    /// <summary>Enumerates the items.</summary>
    public Enumerator GetEnumerator() => new(_items.GetEnumerator(), _plan);

    /// <summary>Enumerates a <see cref="DatumItemsView"/>.</summary>
    public ref struct Enumerator
    {
        private readonly AvroPlan? _plan;
        private AvroArrayView<AvroRecordView, RecordViews>.Enumerator _items;

        internal Enumerator(AvroArrayView<AvroRecordView, RecordViews>.Enumerator items, AvroPlan? plan)
        {
            _items = items;
            _plan = plan;
        }

        /// <summary>The item at the current position; it may be null (<see cref="DatumView.IsNull"/>).</summary>
        public readonly DatumView Current => new(_items.Current, _plan!);

        /// <summary>Moves to the next item; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext() => _items.MoveNext();
    }
}
