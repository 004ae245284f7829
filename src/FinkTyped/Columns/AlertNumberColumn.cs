using FinkTyped.Generated;

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

    internal override void Release()
    {
        _values.Release();
        base.Release();
    }

    private protected override void AddDefault() => _values.Add(default(T));

    private protected override void TruncateValues(int count) => _values.Truncate(count);

    private void Add<TValue>(TValue? value) where TValue : unmanaged
    {
        // The two types are one where this is called.
        var plain = value.GetValueOrDefault();
        _values.Add(System.Runtime.CompilerServices.Unsafe.As<TValue, T>(ref plain));
        Mark(value.HasValue);
    }
}
