using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// A window over one encoded value of any type: of a union, or of what arrays and maps hold. The generated windows give it names and types; use
/// those. It cannot outlive the bytes.
/// </summary>
public readonly ref struct AvroValueView
{
    private readonly AvroReader _reader;
    private readonly AvroSchema? _schema;
    private readonly AvroLimits _limits;
    private readonly bool _hasValue;

    /// <summary>A window over a value.</summary>
    /// <param name="reader">Stands at the first byte of the value, past its null branch.</param>
    /// <param name="schema">The type without null.</param>
    /// <param name="limits">Bounds on what the value may ask for.</param>
    /// <param name="hasValue">Whether it is not null.</param>
    internal AvroValueView(AvroReader reader, AvroSchema schema, AvroLimits limits, bool hasValue)
    {
        _reader = reader;
        _schema = schema;
        _limits = limits;
        _hasValue = hasValue;
    }

    /// <summary>Whether the value is null. (Null as a branch of a union of several types is a branch: see <see cref="Branch"/>.)</summary>
    public bool IsNull => !_hasValue;

    /// <summary>The type of the value, without null where it is one type or null; null where nothing is known of it.</summary>
    public AvroSchema? Schema => _schema;

    /// <summary>A number or boolean, or the index of an enum's symbol; the default of <typeparamref name="T"/> for null.</summary>
    /// <typeparam name="T">bool, int, long, float or double, or one of these with a question mark.</typeparam>
    public T Scalar<T>()
    {
        if (!_hasValue) return default!;
        var reader = _reader;
        return AvroValue.Read<T>(ref reader, nullBranch: -1);
    }

    /// <summary>Text; null for null.</summary>
    public AvroString Text()
    {
        if (!_hasValue) return default;
        var reader = _reader;
        return new AvroString(reader.ReadStringSpan());
    }

    /// <summary>Bytes; null for null.</summary>
    public AvroBytesView Bytes()
    {
        if (!_hasValue) return default;
        var reader = _reader;
        return new AvroBytesView(reader.ReadBytesSpan());
    }

    /// <summary>The bytes of a fixed of <paramref name="size"/> bytes; null for null.</summary>
    public AvroBytesView Fixed(int size)
    {
        if (!_hasValue) return default;
        var reader = _reader;
        return new AvroBytesView(reader.ReadFixedSpan(size));
    }

    /// <summary>A record; null for null.</summary>
    public AvroRecordView Record()
    {
        if (_schema is null) return default;
        var plan = IdentityPlans.Of(_schema, _limits);
        return _hasValue ? AvroRecordView.Pass(_reader, plan) : AvroRecordView.NullOf(plan);
    }

    /// <summary>An array of numbers or booleans; null for null.</summary>
    public AvroValueArrayView<T> ScalarArray<T>()
    {
        if (!_hasValue || _schema is not AvroArraySchema array) return default;
        array.Items.WithoutNull(out var nullBranch);
        return new AvroValueArrayView<T>(_reader, nullBranch);
    }

    /// <summary>An array of records; null for null.</summary>
    public AvroRecordArrayView RecordArray() =>
        _hasValue && _schema is AvroArraySchema array ? new(_reader, IdentityPlans.Of(array.Items, _limits)) : default;

    /// <summary>A map of records; null for null.</summary>
    public AvroRecordMapView RecordMap() =>
        _hasValue && _schema is AvroMapSchema map ? new(_reader, IdentityPlans.Of(map.Values, _limits)) : default;

    /// <summary>An array of anything; null for null.</summary>
    public AvroItemsView Items() => _hasValue && _schema is AvroArraySchema array ? new(_reader, array.Items, _limits) : default;

    /// <summary>A map of anything; null for null.</summary>
    public AvroEntriesView Entries() => _hasValue && _schema is AvroMapSchema map ? new(_reader, map.Values, _limits) : default;

    /// <summary>The value that a union holds, and which branch it is of; -1 for null where the union has no branch for it.</summary>
    public AvroValueView Branch(out int index)
    {
        index = -1;
        if (_schema is not AvroUnionSchema union) return default;
        var reader = _reader;
        if (_hasValue) index = reader.ReadUnionIndex(union.BranchArray.Length);
        return new AvroValueView(reader, union.BranchArray[Math.Max(index, 0)], _limits, _hasValue);
    }

    /// <summary>A reader at the first byte of the value, to make a value to keep; false for null.</summary>
    public bool TryOpen(out AvroReader reader)
    {
        reader = _reader;
        return _hasValue;
    }

    /// <summary>Reads over a value and gives the window over it.</summary>
    internal static AvroValueView Pass(scoped ref AvroReader reader, AvroSchema schema, AvroLimits limits)
    {
        var value = reader;
        DatumWalker.Skip(ref reader, schema);
        var inner = schema.WithoutNull(out var nullBranch);
        var isNull = nullBranch >= 0 && value.ReadUnionIndex(2) == nullBranch;
        return new AvroValueView(value, inner, limits, !isNull);
    }
}
