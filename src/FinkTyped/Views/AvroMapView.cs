using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// A map in an encoded alert, whose values are looked at where they lie, in the order of the bytes. Enumerating it allocates nothing. It
/// cannot outlive the bytes, which nobody may change meanwhile.
/// </summary>
/// <typeparam name="T">What a value shows as: the generated <c>View</c> of a record, <see cref="AvroString"/>, a number, an array …</typeparam>
/// <typeparam name="TOpener">How a value is opened: nobody but generated code has to name it.</typeparam>
public readonly ref struct AvroMapView<T, TOpener> : IAvroView<AvroMapView<T, TOpener>>
    where T : allows ref struct
    where TOpener : IAvroView<T>, allows ref struct
{
    private readonly AvroReader _start;
    private readonly ItemType _type;

    internal AvroMapView(AvroReader start, ItemType type)
    {
        _start = start;
        _type = type;
    }

    /// <summary>Whether there is no map at all: the field is null. It has no entries.</summary>
    public bool IsNull => _type.IsNone;

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

    /// <summary>Finds the value of a key, written as UTF-8 text: <c>"g"u8</c>. Of a key that comes twice it is the last one.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public bool TryGetValue(scoped ReadOnlySpan<byte> utf8Key, [MaybeNullWhen(false)] out T value)
    {
        value = TOpener.IsOfRecord ? TOpener.Open(default(AvroRecordView)) : default;
        var found = false;
        foreach (var entry in this)
        {
            if (entry.Key != utf8Key) continue;
            value = entry.Value;
            found = true;
        }

        return found;
    }

    /// <summary>Finds the value of a key. Of a key that comes twice it is the last one.</summary>
    /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryGetValue(AvroText.ToUtf8(key, stackalloc byte[AvroText.MostOnStack]), out value);
    }

    /// <summary>Enumerates the entries.</summary>
    public Enumerator GetEnumerator() => new(this);

    static AvroMapView<T, TOpener> IAvroView<AvroMapView<T, TOpener>>.Open(AvroValueView value) => value.Map<T, TOpener>();

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

        /// <summary>The value. A record may be null, which its view tells.</summary>
        public T Value { get; }
    }

    /// <summary>Enumerates an <see cref="AvroMapView{T, TOpener}"/>.</summary>
    public ref struct Enumerator
    {
        private readonly ItemType _type;
        private AvroReader _reader;
        private AvroBlocks _blocks;
        private ReadOnlySpan<byte> _key;
        private OffsetTable? _table;
        private int _at;

        internal Enumerator(AvroMapView<T, TOpener> map)
        {
            _type = map._type;
            _reader = map._start;
            _at = -1;
        }

        /// <summary>The entry at the current position.</summary>
        /// <exception cref="InvalidOperationException">There is none: the enumeration has not begun, has ended, or met malformed bytes.</exception>
        public readonly Entry Current
        {
            get
            {
                if (_at < 0 || (_table is null && _type.Schema is null)) throw new InvalidOperationException("there is no current entry");
                return new Entry(new AvroString(_key), _table is not null
                    ? TOpener.Open(AvroRecordView.Of(_table, ref _reader.At(_at)))
                    : TOpener.Open(_type.ValueAt(_reader.GoTo(_at))));
            }
        }

        /// <summary>Moves to the next entry; false at the end.</summary>
        /// <exception cref="AvroException">The bytes disagree with the schema.</exception>
        public bool MoveNext()
        {
            // Should the entry prove malformed, there is none: the last one's table does not fit here.
            _table = null;
            _at = -1;
            if (_type.IsNone || !_blocks.MoveNext(ref _reader, _type.MinBytes + 1)) return false;
            _key = _reader.ReadStringSpan();
            var start = _reader.Position;
            if (_type.Plan is { } plan) _table = StepWalker.PassItem(ref _reader, plan, keep: true);
            else AvroValueView.Skip(ref _reader, _type.Schema!);
            _at = start;
            return true;
        }
    }
}
