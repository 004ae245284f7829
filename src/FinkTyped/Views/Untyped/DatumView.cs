using System.Runtime.CompilerServices;
using FinkTyped.Generated;

namespace FinkTyped.Untyped;

/// <summary>
/// A view over an encoded record of any schema, whose values are asked for by <see cref="BoundPath"/>. Null is null wherever the value, or
/// a record or map that it would be in, is null or has no such entry. Nothing is copied; it cannot outlive the bytes, which must not change.
/// </summary>
/// <remarks>
/// Every method throws <see cref="ArgumentException"/> for a path that was looked up in another plan, <see cref="InvalidOperationException"/>
/// for one whose type the method is not for, and <see cref="AvroException"/> (with an offset) where the bytes disagree with the schema.
/// </remarks>
public readonly ref struct DatumView
{
    private readonly AvroRecordView _record;
    private readonly AvroPlan? _plan;

    internal DatumView(AvroRecordView record, AvroPlan plan)
    {
        _record = record;
        _plan = plan;
    }

    /// <summary>The plan in which paths are looked up that this view is asked for.</summary>
    public AvroPlan Plan => _plan ?? throw new InvalidOperationException("no view of anything");

    /// <summary>Whether the record itself is null; then so is every value.</summary>
    public bool IsNull => _plan is null || _record.IsNull;

    /// <summary>Whether there is a value that is not null.</summary>
    public bool HasValue(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TryReach(path, out var record) && (path.IsDirect ? !record.IsNullAt(path.Field) : !UntypedValue.IsNull(Walk(path)));
    }

    /// <summary>A boolean; null for null.</summary>
    public bool? Boolean(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type == AvroType.Union) return UntypedValue.Boolean(Value(path));
        if (path.Type != AvroType.Boolean) throw path.NotA("a boolean");
        if (!TryReach(path, out var record)) return null;
        return path.IsDirect ? record.BooleanOrNull(path.Field) : UntypedValue.Boolean(Walk(path));
    }

    /// <summary>An int or a long; null for null (and of a union of several types, for a value that is neither).</summary>
    public long? Long(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type is not (AvroType.Int or AvroType.Long or AvroType.Union)) throw path.NotA("an integer");
        if (!TryReach(path, out var record)) return null;
        if (!path.IsDirect) return UntypedValue.Long(Walk(path));
        return path.Type == AvroType.Long ? record.LongOrNull(path.Field) : record.IntOrNull(path.Field);
    }

    /// <summary>
    /// Any number as a double; null for null (and of a union of several types, for a value that is no number). A long beyond 2^53 is rounded: ask for
    /// ids by <see cref="Long"/>.
    /// </summary>
    public double? Double(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type is not (AvroType.Double or AvroType.Float or AvroType.Int or AvroType.Long or AvroType.Union)) throw path.NotA("a number");
        if (!TryReach(path, out var record)) return null;
        if (!path.IsDirect) return UntypedValue.Double(Walk(path));
        return path.Type switch
        {
            AvroType.Double => record.DoubleOrNull(path.Field),
            AvroType.Float => record.FloatOrNull(path.Field),
            AvroType.Int => record.IntOrNull(path.Field),
            _ => record.LongOrNull(path.Field),
        };
    }

    /// <summary>A float; null for null. What is a double is read by <see cref="Double"/>.</summary>
    public float? Float(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type is not AvroType.Float) throw path.NotA("a float");
        if (!TryReach(path, out var record)) return null;
        return path.IsDirect ? record.FloatOrNull(path.Field) : UntypedValue.Float(Walk(path));
    }

    /// <summary>Text, or the symbol of an enum; null for null (and of a union of several types, for a value that is neither).</summary>
    public AvroString Text(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type is not (AvroType.String or AvroType.Enum or AvroType.Union)) throw path.NotA("text");
        if (!TryReach(path, out var record)) return default;
        if (!path.IsDirect) return UntypedValue.Text(Walk(path));
        if (path.Type == AvroType.String) return record.Text(path.Field);
        return record.IntOrNull(path.Field) is { } index ? UntypedValue.Symbol((AvroEnumSchema)path.Schema, index) : default;
    }

    /// <summary>Bytes, or those of a fixed; null for null (and of a union of several types, for a value that is neither).</summary>
    public AvroBytesView Bytes(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Type is not (AvroType.Bytes or AvroType.Fixed or AvroType.Union)) throw path.NotA("bytes");
        if (!TryReach(path, out var record)) return default;
        if (!path.IsDirect) return UntypedValue.Bytes(Walk(path));
        return path.Schema is AvroFixedSchema bytes ? record.Fixed(path.Field, bytes.Size) : record.Bytes(path.Field);
    }

    /// <summary>A record; <see cref="IsNull"/> for null. Its values are asked for by paths that were looked up in <see cref="PlanOf"/>.</summary>
    public DatumView Record(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Schema is not AvroRecordSchema schema) throw path.NotA("a record");
        var plan = path.Plan.PartOf(schema);
        if (!TryReach(path, out var record)) return default;
        return new DatumView(path.IsDirect ? record.Record(path.Field) : Walk(path).Record(), plan);
    }

    /// <summary>
    /// The records of an array, one after the other; none for null. Their values are asked for by <see cref="BoundPath.Item"/>, and by any other path
    /// that was looked up in <see cref="BoundPath.ItemPlan"/>.
    /// </summary>
    public DatumItemsView Items(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.ItemPlan is not { } plan) throw path.NotA("an array of records");
        if (!TryReach(path, out var record)) return default;
        return new DatumItemsView(path.IsDirect ? record.RecordArray(path.Field) : Walk(path).RecordArray(), plan);
    }

    /// <summary>A value of any type as it is encoded: arrays and maps of anything, unions of several types.</summary>
    public AvroValueView Value(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TryReach(path, out _) ? Walk(path) : default;
    }

    /// <summary>The datum itself, where the plan's schema is no record: an array, a map, a union of several types, a number.</summary>
    /// <exception cref="InvalidOperationException">The datum is a record.</exception>
    public AvroValueView Value() =>
        _plan is { IsRecord: false } ? _record.Value(0) : throw new InvalidOperationException("the datum is a record: ask for its fields");

    /// <summary>The plan of a record that a path leads to, for looking up what is in it.</summary>
    public static AvroPlan PlanOf(BoundPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Schema is AvroRecordSchema schema ? path.Plan.PartOf(schema) : throw path.NotA("a record");
    }

    /// <summary>A reader at the first byte of a value that is not null (of the value itself, past its null branch); false for null.</summary>
    internal bool TryOpen(BoundPath path, out AvroReader reader)
    {
        reader = default;
        if (!TryReach(path, out var record)) return false;
        return path.IsDirect ? record.TryOpen(path.Field, out reader) : Walk(path).TryOpen(out reader);
    }

    /// <summary>The record that holds the last field of a path, or, of one that is not direct, this one; false where it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReach(BoundPath path, out AvroRecordView record)
    {
        record = _record;
        if (!ReferenceEquals(path.Plan, _plan)) ThrowOtherPlan(path);
        if (path.IsDirect)
        {
            foreach (var field in path.Records)
            {
                if (record.IsNull) return false;
                record = record.Record(field);
            }
        }

        return !record.IsNull;
    }

    private AvroValueView Walk(BoundPath path)
    {
        var record = _record;
        var value = default(AvroValueView);
        var steps = path.Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Key is { } key)
            {
                value.Entries().TryGetValue(key, out value);
                continue;
            }

            if (i > 0) record = steps[i - 1].Key is null ? record.Record(steps[i - 1].Field) : value.Record();
            if (record.IsNull) return default;
            if (i + 1 == steps.Length || steps[i + 1].Key is not null) value = record.Value(steps[i].Field);
        }

        return value;
    }

    private static void ThrowOtherPlan(BoundPath path) =>
        throw new ArgumentException($"{path.Path} was looked up in another plan than this view's", nameof(path));
}
