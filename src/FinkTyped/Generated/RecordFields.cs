using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

/// <summary>
/// The fields of one encoded record, by their index in the compiled schema: what a generated <c>View</c> is made of. It cannot outlive the
/// bytes, which nobody may change meanwhile.
/// </summary>
/// <remarks>
/// Safe to call with anything; what nobody opened (<c>default</c>) is a record that is null, or a <see cref="NullReferenceException"/> where it is asked
/// for a number or a boolean. Values are loaded unchecked only where <typeparamref name="TFields"/> says that the field is of that type; that it says so truly was checked when the type was first used, and that the record is of the same schema when it was opened
/// (<see cref="Of"/>). Generated code asks with constants, and the question goes away when it is compiled.
/// </remarks>
/// <typeparam name="TFields">What the fields are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct RecordFields<TFields> where TFields : struct, IRecordFields
{
    private readonly AvroRecordView _record;

    private RecordFields(AvroRecordView record) => _record = record;

    /// <summary>Opens a record, which must be one of the compiled schema.</summary>
    /// <exception cref="InvalidOperationException">It is a record of other fields.</exception>
    [SuppressMessage("Design", "CA1000", Justification = "Called by generated code, which has the type at hand.")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RecordFields<TFields> Of(AvroRecordView record)
    {
        return ReferenceEquals(record.Schema, CompiledRecord<TFields>.Schema) ? new(record) : OfOther(record);
    }

    /// <summary>Whether the record itself is null; then so is every field of it.</summary>
    public bool IsNull => _record.IsNull;

    /// <summary>Whether a field is null.</summary>
    public bool IsNullAt(int field) => _record.IsNullAt(Known(field));

    /// <summary>Whether the writer's schema has the field: what it lacks is null or has the compiled schema's default.</summary>
    public bool IsWritten(int field) => _record.IsWritten(Known(field));

    /// <summary>The bytes of a fixed; null for null.</summary>
    public AvroBytesView Fixed(int field) => Value(field).Bytes();

    /// <summary>A record.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such field.</exception>
    public TView Record<TView>(int field) where TView : IAvroView<TView>, allows ref struct => TView.Open(_record.Record(field));

    /// <summary>An array.</summary>
    public AvroArrayView<T, TOpener> Array<T, TOpener>(int field) where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        if (!TOpener.IsOfRecord) return Value(field).Array<T, TOpener>();
        if (SchemaOf(field) is not AvroArraySchema array || array.Items.AsRecord(out _) is null) throw OtherType(field);
        return _record.Array<T, TOpener>(field);
    }

    /// <summary>A map.</summary>
    public AvroMapView<T, TOpener> Map<T, TOpener>(int field) where T : allows ref struct where TOpener : IAvroView<T>, allows ref struct
    {
        if (!TOpener.IsOfRecord) return Value(field).Map<T, TOpener>();
        if (SchemaOf(field) is not AvroMapSchema map || map.Values.AsRecord(out _) is null) throw OtherType(field);
        return _record.TryOpen(field, out var reader) ? new(reader, _record.PlanOfItems(field)) : default;
    }

    /// <summary>A value of any type.</summary>
    public AvroValueView Value(int field) => _record.Value(Known(field));

    /// <summary>Text to keep; null for null.</summary>
    public string? TextToKeep(int field)
    {
        if (!TFields.IsString(field) || (uint)field >= (uint)TFields.Count) Check(field, AvroType.String);
        return _record.TextToKeep(field);
    }

    /// <summary>Bytes to keep; null for null.</summary>
    public ReadOnlyMemory<byte>? BytesToKeep(int field) => Bytes(field).ToMemory();

    /// <summary>An array of records to keep, which owns its bytes; null for null.</summary>
    public AvroArray<T>? RecordsToKeep<T>(int field) where T : class, IAvroRecord<T> =>
        SchemaOf(field) is AvroArraySchema array && array.Items.AsRecord(out _) is not null ? _record.RecordsToKeep<T>(field) : throw OtherType(field);

    /// <summary>A map of records to keep; null for null.</summary>
    public AvroMap<T>? RecordMapToKeep<T>(int field) where T : class, IAvroRecord<T> =>
        SchemaOf(field) is AvroMapSchema map && map.Values.AsRecord(out _) is not null ? _record.RecordMapToKeep<T>(field) : throw OtherType(field);

    // None where what the code says of them is not true.
    private static AvroField[] Fields => CompiledRecord<TFields>.Schema?.FieldArray ?? [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RecordFields<TFields> OfOther(AvroRecordView record)
    {
        if (record.Schema is { } other) CompiledRecord<TFields>.Check(other);
        // What was looked for and is not there is a null.
        else if (CompiledRecord<TFields>.Schema is { } compiled) record = AvroRecordView.NullOf(IdentityPlans.Of(compiled, AvroLimits.Default));
        return new(record);
    }

    private static int Known(int field)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)field, (uint)Fields.Length, nameof(field));
        return field;
    }

    private static AvroSchema SchemaOf(int field) => Fields[Known(field)].Schema.WithoutNull(out _);

    // What the constants do not say is looked up: they need not say everything.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Check(int field, AvroType type)
    {
        var actual = SchemaOf(field).Type;
        if (actual != type && !(actual == AvroType.Enum && type == AvroType.Int)) throw OtherType(field);
    }

    private static InvalidOperationException OtherType(int field) =>
        new($"the field {Fields[field].Name} of {CompiledRecord<TFields>.Schema!.FullName} is of another type: {SchemaOf(field).Type}");
}
