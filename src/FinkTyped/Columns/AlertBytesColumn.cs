using System.Runtime.CompilerServices;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>Texts in UTF-8, bytes, or fixed numbers of bytes.</summary>
public sealed class AlertBytesColumn : AlertColumn
{
    private readonly int _fixedSize;
    private ColumnBuffer<int> _offsets = new();
    private ColumnBuffer<byte> _bytes = new();

    internal AlertBytesColumn(string name, AvroSchema schema, bool isNullable, string? doc) : base(name, schema, isNullable, doc)
    {
        _fixedSize = schema is AvroFixedSchema bytes ? bytes.Size : 0;
        _offsets.Add(0);
    }

    /// <summary>Where each value begins in <see cref="Values"/>, and where the last one ends: one more than there are values.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.Span;

    /// <summary>The bytes of all values. A fixed that is null takes as many as any other, zeros.</summary>
    public ReadOnlySpan<byte> Values => _bytes.Span;

    /// <summary>The bytes of all values.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.Memory;

    internal override long Bytes => _bytes.Count + ((long)_offsets.Count * sizeof(int));

    /// <summary>One value; empty for null.</summary>
    public ReadOnlySpan<byte> this[int index] => Values[Offsets[index]..Offsets[index + 1]];

    internal override void Add(AvroRecordView record, int field)
    {
        if (Schema.Type == AvroType.String)
        {
            var text = record.Text(field);
            Add(text.Utf8Bytes, text.IsNull);
        }
        else
        {
            var bytes = Schema.Type == AvroType.Fixed ? record.Fixed(field, _fixedSize) : record.Bytes(field);
            Add(bytes.Span, bytes.IsNull);
        }
    }

    internal override void Add(AvroValueView value)
    {
        if (Schema.Type == AvroType.String)
        {
            var text = value.Text();
            Add(text.Utf8Bytes, text.IsNull);
        }
        else
        {
            var bytes = value.Bytes();
            Add(bytes.Span, bytes.IsNull);
        }
    }

    internal override void AddItems(ref byte origin, ReadOnlySpan<int> starts, ReadOnlySpan<OffsetTable> tables, ColumnSource source)
    {
        if (!source.IsField || Schema.Type == AvroType.Fixed)
        {
            base.AddItems(ref origin, starts, tables, source);
            return;
        }

        for (var i = 0; i < starts.Length; i++)
        {
            ref var record = ref Unsafe.Add(ref origin, starts[i]);
            // Text of a known layout is ASCII; any other is looked at.
            if (tables[i] is Layout layout && layout.Entries[source.LastField + 1] is var entry and >= 0) Add(AvroBits.Bytes(ref Unsafe.Add(ref record, entry), layout.Length - entry), isNull: false);
            else Add(AvroRecordView.Of(tables[i], ref record), source.LastField);
        }
    }

    /// <summary>Takes the key of a map.</summary>
    internal void AddKey(AvroString key) => Add(key.Utf8Bytes, isNull: false);

    internal override void Release()
    {
        _offsets.Release();
        _offsets.Add(0);
        _bytes.Release();
        base.Release();
    }

    private protected override void AddDefault()
    {
        for (var i = 0; i < _fixedSize; i++) _bytes.Add(0);
        _offsets.Add(_bytes.Count);
    }

    private protected override void TruncateValues(int count)
    {
        _offsets.Truncate(count + 1);
        _bytes.Truncate(Offsets[count]);
    }

    private void Add(ReadOnlySpan<byte> bytes, bool isNull)
    {
        if (isNull)
        {
            AddNull();
            return;
        }

        _bytes.Add(bytes);
        _offsets.Add(_bytes.Count);
        Mark(isValid: true);
    }
}
