using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>
/// Records: a column for each field. A union of several types is one as well: a column for each type, of which at most one is not null.
/// </summary>
public sealed class AlertRecordColumn : AlertColumn
{
    private readonly AlertColumn[] _fields;
    private readonly int[]? _partOfBranch;
    private ColumnSource[]? _sources;

    internal AlertRecordColumn(string name, AvroSchema schema, bool isNullable, string? doc, AlertColumn[] fields, int[]? partOfBranch)
        : base(name, schema, isNullable, doc)
    {
        _fields = fields;
        _partOfBranch = partOfBranch;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AlertColumn> Parts => _fields;

    internal override long Bytes => 0;

    internal override void Add(AvroRecordView record, int field)
    {
        if (_partOfBranch is null) Add(record.Record(field));
        else Add(record.Value(field));
    }

    internal override void Add(AvroValueView value)
    {
        if (value.IsNull)
        {
            AddNull();
            return;
        }

        if (_partOfBranch is null)
        {
            Add(value.Record());
            return;
        }

        var inner = value.Branch(out var branch);
        var part = branch < 0 ? -1 : _partOfBranch[branch];
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i == part) _fields[i].Add(inner);
            else _fields[i].AddNull();
        }

        Mark(isValid: part >= 0);
    }

    /// <summary>Takes a record.</summary>
    internal void Add(AvroRecordView record)
    {
        if (record.IsNull)
        {
            AddNull();
            return;
        }

        for (var i = 0; i < _fields.Length; i++) _fields[i].Add(record, i);
        Mark(isValid: true);
    }

    /// <summary>Takes records that are the items of an array.</summary>
    internal void AddItems(ref byte origin, ReadOnlySpan<int> starts, ReadOnlySpan<OffsetTable> tables)
    {
        _sources ??= [.. _fields.Select((field, i) => new ColumnSource([new ColumnStep(i, null)], field))];
        var first = Count;
        foreach (var source in _sources) source.Column.AddItems(ref origin, starts, tables, source);
        MarkValid(starts.Length);
        for (var i = 0; i < tables.Length; i++)
        {
            if (tables[i].Entries[0] == SlotEntry.Null) Unmark(first + i);
        }
    }

    private protected override void AddDefault()
    {
        foreach (var field in _fields) field.AddNull();
    }

    private protected override void TruncateValues(int count)
    {
        foreach (var field in _fields) field.Truncate(count);
    }
}
