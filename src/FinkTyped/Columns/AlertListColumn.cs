using FinkTyped.Generated;

namespace FinkTyped.Columns;

/// <summary>Lists, each of any number of items.</summary>
public sealed class AlertListColumn : AlertColumn
{
    private readonly AlertColumn _item;
    private readonly ColumnSource? _source;
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

    internal override long Bytes => (long)_offsets.Count * sizeof(int);

    internal override void Add(AvroRecordView record, int field)
    {
        if (_source is null && _item is not AlertRecordColumn { Schema.Type: AvroType.Record }) Add(record.Value(field));
        else AddRecords(record.RecordArray(field));
    }

    internal override void Add(AvroValueView value)
    {
        if (value.IsNull)
        {
            AddNull();
            return;
        }

        if (_source is not null || _item is AlertRecordColumn { Schema.Type: AvroType.Record })
        {
            AddRecords(value.RecordArray());
            return;
        }

        foreach (var item in value.Items()) _item.Add(item);
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

    private void AddRecords(AvroArrayView<AvroRecordView, RecordViews> items)
    {
        if (items.IsNull)
        {
            AddNull();
            return;
        }

        if (_source is { } source)
        {
            foreach (var item in items) source.Add(item);
        }
        else
        {
            var records = (AlertRecordColumn)_item;
            foreach (var item in items) records.Add(item);
        }

        End();
    }

    private void End()
    {
        _offsets.Add(_item.Count);
        Mark(isValid: true);
    }
}
