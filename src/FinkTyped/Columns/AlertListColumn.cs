using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>Lists, each of any number of items.</summary>
public sealed class AlertListColumn : AlertColumn
{
    private readonly AlertColumn _item;
    private readonly ColumnSource? _source;
    private RecordItems? _records;
    private ColumnBuffer<int> _offsets = new();

    /// <summary>Makes a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="schema">The array.</param>
    /// <param name="isNullable">Whether a list may be null.</param>
    /// <param name="doc">What the schema says.</param>
    /// <param name="item">The items.</param>
    /// <param name="source">Of records of which one field is wanted: where it is found; null where whole items are.</param>
    internal AlertListColumn(string name, AvroSchema schema, bool isNullable, string? doc, AlertColumn item, ColumnSource? source)
        : base(name, schema, isNullable, doc)
    {
        _item = item;
        _source = source;
        _offsets.Add(0);
    }

    /// <summary>The items of all lists, one behind the other.</summary>
    public AlertColumn Items => _item;

    /// <summary>Where each list begins among the items, and where the last one ends: one more than there are lists.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.Span;

    /// <inheritdoc/>
    public override IReadOnlyList<AlertColumn> Parts => [_item];

    /// <summary>Whether the items are records, of which all or some fields are wanted.</summary>
    internal bool IsOfRecords => _source is not null || _item is AlertRecordColumn { Schema.Type: AvroType.Record };

    internal override long Bytes => (long)_offsets.Count * sizeof(int);

    internal override void Add(AvroRecordView record, int field)
    {
        if (IsOfRecords) (_records ??= new RecordItems([this])).Add(record, field);
        else Add(record.Value(field));
    }

    internal override void Add(AvroValueView value)
    {
        if (value.IsNull)
        {
            AddNull();
            return;
        }

        if (IsOfRecords)
        {
            foreach (var item in value.RecordArray()) AddItem(item);
        }
        else
        {
            foreach (var item in value.Items()) _item.Add(item);
        }

        End();
    }

    /// <summary>Takes an array that is there, whose items were found.</summary>
    internal void AddItems(ref byte origin, ReadOnlySpan<int> starts, ReadOnlySpan<OffsetTable> tables)
    {
        if (_source is not null) _item.AddItems(ref origin, starts, tables, _source);
        else ((AlertRecordColumn)_item).AddItems(ref origin, starts, tables);
        End();
    }

    internal override void Release()
    {
        _offsets.Release();
        _offsets.Add(0);
        base.Release();
    }

    private protected override void AddDefault() => _offsets.Add(_item.Count);

    private protected override void TruncateValues(int count)
    {
        _offsets.Truncate(count + 1);
        _item.Truncate(Offsets[count]);
    }

    private void AddItem(AvroRecordView item)
    {
        if (_source is not null) _source.Add(item);
        else ((AlertRecordColumn)_item).Add(item);
    }

    private void End()
    {
        _offsets.Add(_item.Count);
        Mark(isValid: true);
    }
}
