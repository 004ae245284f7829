using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

/// <summary>
/// A view of one encoded value of any type: of a union, or of what arrays and maps hold. Generated views give it names and types. Safe to call
/// with anything: what is asked for must be the type of the value, and nothing is read past the end. It cannot outlive the bytes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct AvroValueView : IAvroView<AvroValueView>
{
    private readonly AvroReader _reader;
    private readonly AvroSchema? _schema;
    private readonly AvroLimits _limits;
    private readonly bool _hasValue;

    /// <summary>A view of a value.</summary>
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
        if (!AvroValue.Is<T>(_schema!.Type)) throw OtherType(typeof(T).Name);
        var reader = _reader;
        return AvroValue.Read<T>(ref reader);
    }

    /// <summary>Text; null for null.</summary>
    public AvroString Text()
    {
        if (!Has<AvroPrimitiveSchema>(AvroType.String, out _)) return default;
        var reader = _reader;
        return new AvroString(reader.ReadStringSpan());
    }

    /// <summary>Bytes, or those of a fixed; null for null.</summary>
    public AvroBytesView Bytes()
    {
        if (!_hasValue) return default;
        var reader = _reader;
        if (_schema is AvroFixedSchema { Size: var size }) return new AvroBytesView(reader.ReadFixedSpan(size));
        return Has<AvroPrimitiveSchema>(AvroType.Bytes, out _) ? new AvroBytesView(reader.ReadBytesSpan()) : default;
    }

    /// <summary>The view of a record, or of a union of several types; that of null for null.</summary>
    public TView View<TView>() where TView : IAvroView<TView>, allows ref struct => TView.IsOfRecord ? TView.Open(Record()) : TView.Open(this);

    /// <summary>A record; null for null.</summary>
    public AvroRecordView Record()
    {
        if (_schema is null) return default;
        if (_schema is not AvroRecordSchema) throw OtherType("record");
        var plan = IdentityPlans.Of(_schema, _limits);
        return _hasValue ? AvroRecordView.Pass(_reader, plan) : AvroRecordView.NullOf(plan);
    }

    /// <summary>An array; null for null.</summary>
    public AvroArrayView<T, TOpener> Array<T, TOpener>() where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        if (!Has<AvroArraySchema>(AvroType.Array, out var array)) return default;
        if (!TOpener.IsOfRecord) return new(_reader, new ItemType(array.Items, _limits));
        return array.Items.AsRecord(out _) is not null ? new(_reader, IdentityPlans.Of(array.Items, _limits)) : throw OtherType("array of records");
    }

    /// <summary>A map; null for null.</summary>
    public AvroMapView<T, TOpener> Map<T, TOpener>() where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        if (!Has<AvroMapSchema>(AvroType.Map, out var map)) return default;
        if (!TOpener.IsOfRecord) return new(_reader, new ItemType(map.Values, _limits));
        return map.Values.AsRecord(out _) is not null ? new(_reader, IdentityPlans.Of(map.Values, _limits)) : throw OtherType("map of records");
    }

    /// <summary>The value that a union holds, and which branch it is of; -1 for null where the union has no branch for it.</summary>
    public AvroValueView Branch(out int index)
    {
        index = -1;
        if (_schema is null) return default;
        if (_schema is not AvroUnionSchema union) throw OtherType("union");
        var reader = _reader;
        if (_hasValue) index = reader.ReadUnionIndex(union.BranchArray.Length);
        return new AvroValueView(reader, union.BranchArray[Math.Max(index, 0)], _limits, _hasValue);
    }

    static AvroValueView IAvroView<AvroValueView>.Open(AvroValueView value) => value;

    /// <summary>A reader at the first byte of the value; false for null.</summary>
    internal bool TryOpen(out AvroReader reader)
    {
        reader = _reader;
        return _hasValue;
    }

    /// <summary>The view of a value that was passed over before.</summary>
    /// <param name="reader">Stands at its first byte.</param>
    /// <param name="schema">Its type.</param>
    /// <param name="limits">Bounds on what it may ask for.</param>
    internal static AvroValueView At(AvroReader reader, AvroSchema schema, AvroLimits limits)
    {
        var inner = schema.WithoutNull(out var nullBranch);
        var isNull = nullBranch >= 0 && reader.ReadUnionIndex(2) == nullBranch;
        return new AvroValueView(reader, inner, limits, !isNull);
    }

    /// <summary>Reads over a value.</summary>
    internal static void Skip(ref AvroReader reader, AvroSchema schema) => StepWalker.Skip(ref reader, schema);

    // Whether there is a value, which must then be of the type.
    private bool Has<TSchema>(AvroType type, [NotNullWhen(true)] out TSchema? schema) where TSchema : AvroSchema
    {
        schema = null;
        if (!_hasValue) return false;
        if (_schema!.Type != type) throw OtherType(type.ToString());
        schema = (TSchema)_schema;
        return true;
    }

    private InvalidOperationException OtherType(string asked) => new($"the value is of another type than was asked for: {_schema?.Type}, not {asked}");
}
