using System.Runtime.CompilerServices;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>Numbers, booleans, or the indexes of an enum's symbols.</summary>
/// <typeparam name="T">bool, int, long, float or double; int for an enum.</typeparam>
public sealed class AlertNumberColumn<T> : AlertColumn where T : unmanaged
{
    private ColumnBuffer<T> _values = new();

    internal AlertNumberColumn(string name, AvroSchema schema, bool isNullable, string? doc) : base(name, schema, isNullable, doc)
    {
    }

    /// <summary>The values; zero where one is null.</summary>
    public ReadOnlySpan<T> Values => _values.Span;

    /// <summary>The values; zero where one is null.</summary>
    public ReadOnlyMemory<T> Memory => _values.Memory;

    internal override unsafe long Bytes => (long)_values.Count * sizeof(T);

    internal override void Add(AvroRecordView record, int field)
    {
        // The comparisons of types cost nothing: the JIT makes them.
        if (typeof(T) == typeof(float)) Add(record.FloatOrNull(field));
        else if (typeof(T) == typeof(double)) Add(record.DoubleOrNull(field));
        else if (typeof(T) == typeof(long)) Add(record.LongOrNull(field));
        else if (typeof(T) == typeof(int)) Add(record.IntOrNull(field));
        else if (Schema.Type == AvroType.Null) AddNull();
        else Add(record.BooleanOrNull(field));
    }

    internal override void Add(AvroValueView value)
    {
        if (value.IsNull || Schema.Type == AvroType.Null)
        {
            AddNull();
            return;
        }

        _values.Add(value.Scalar<T>());
        Mark(isValid: true);
    }

    internal override void AddItems(ref byte origin, ReadOnlySpan<int> starts, ReadOnlySpan<OffsetTable> tables, ColumnSource source)
    {
        if (!source.IsField || Schema.Type == AvroType.Null)
        {
            base.AddItems(ref origin, starts, tables, source);
            return;
        }

        var first = Count;
        var values = _values.AddRoom(starts.Length);
        MarkValid(starts.Length);
        OffsetTable? last = null;
        var (entry, length) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var table = tables[i];
            if (!ReferenceEquals(table, last))
            {
                // Slot 0 is the record itself.
                entry = table.Entries[source.LastField + 1];
                length = table.Length;
                last = table;
            }

            ref var record = ref Unsafe.Add(ref origin, starts[i]);
            if (entry == SlotEntry.Null) SetNull(out values[i], first + i);
            else if (entry >= 0) values[i] = Load(ref Unsafe.Add(ref record, entry), length - entry);
            else if (Other(AvroRecordView.Of(table, ref record), source.LastField) is { } value) values[i] = value;
            else SetNull(out values[i], first + i);
        }
    }

    internal override void Release()
    {
        _values.Release();
        base.Release();
    }

    private protected override void AddDefault() => _values.Add(default(T));

    private protected override void TruncateValues(int count) => _values.Truncate(count);

    // The bounds are those of a view: where an entry is not negative, the value there was checked to be there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load(ref byte at, int left)
    {
        if (typeof(T) == typeof(float)) return (T)(object)AvroBits.Float(ref at);
        if (typeof(T) == typeof(double)) return (T)(object)AvroBits.Double(ref at);
        if (typeof(T) == typeof(long)) return (T)(object)AvroBits.Long(ref at, left);
        if (typeof(T) == typeof(int)) return (T)(object)AvroBits.Int(ref at, left);
        return (T)(object)(at != 0);
    }

    private void SetNull(out T value, int index)
    {
        value = default;
        Unmark(index);
    }

    // Null, a default, or a value of another type.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T? Other(AvroRecordView record, int field)
    {
        if (typeof(T) == typeof(float)) return As(record.FloatOrNull(field));
        if (typeof(T) == typeof(double)) return As(record.DoubleOrNull(field));
        if (typeof(T) == typeof(long)) return As(record.LongOrNull(field));
        return typeof(T) == typeof(int) ? As(record.IntOrNull(field)) : As(record.BooleanOrNull(field));
    }

    // The two types are one where this is called.
    private static T? As<TValue>(TValue? value) where TValue : unmanaged => Unsafe.As<TValue?, T?>(ref value);

    private void Add<TValue>(TValue? value) where TValue : unmanaged
    {
        // The two types are one where this is called.
        var plain = value.GetValueOrDefault();
        _values.Add(Unsafe.As<TValue, T>(ref plain));
        Mark(value.HasValue);
    }
}
