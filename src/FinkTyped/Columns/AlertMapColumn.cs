using FinkTyped.Generated;

namespace FinkTyped.Columns;

/// <summary>Maps, each of any number of keys with their values.</summary>
public sealed class AlertMapColumn : AlertColumn
{
    private readonly AlertColumn[] _parts;
    private ColumnBuffer<int> _offsets = new();

    internal AlertMapColumn(string name, AvroSchema schema, bool isNullable, string? doc, AlertBytesColumn keys, AlertColumn values)
        : base(name, schema, isNullable, doc)
    {
        _parts = [keys, values];
        _offsets.Add(0);
    }

    /// <summary>The keys of all maps, one behind the other in the order of the bytes.</summary>
    public AlertBytesColumn Keys => (AlertBytesColumn)_parts[0];

    /// <summary>The value of each key.</summary>
    public AlertColumn Values => _parts[1];

    /// <summary>Where each map begins among the keys, and where the last one ends: one more than there are maps.</summary>
    public ReadOnlySpan<int> Offsets => _offsets.Span;

    /// <inheritdoc/>
    public override IReadOnlyList<AlertColumn> Parts => _parts;

    internal override long Bytes => (long)_offsets.Count * sizeof(int);

    internal override void Add(AvroRecordView record, int field)
    {
        if (Values is not AlertRecordColumn { Schema.Type: AvroType.Record } values)
        {
            Add(record.Value(field));
            return;
        }

        var map = record.RecordMap(field);
        if (map.IsNull)
        {
            AddNull();
            return;
        }

        foreach (var entry in map)
        {
            Keys.AddKey(entry.Key);
            values.Add(entry.Value);
        }

        End();
    }

    internal override void Add(AvroValueView value)
    {
        if (value.IsNull)
        {
            AddNull();
            return;
        }

        foreach (var entry in value.Entries())
        {
            Keys.AddKey(entry.Key);
            Values.Add(entry.Value);
        }

        End();
    }

    internal override void Release()
    {
        _offsets.Release();
        _offsets.Add(0);
        base.Release();
    }

    private protected override void AddDefault() => _offsets.Add(Keys.Count);

    private protected override void TruncateValues(int count)
    {
        _offsets.Truncate(count + 1);
        Keys.Truncate(Offsets[count]);
        Values.Truncate(Offsets[count]);
    }

    private void End()
    {
        _offsets.Add(Keys.Count);
        Mark(isValid: true);
    }
}
