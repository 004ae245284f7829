using FinkTyped.Generated;

namespace FinkTyped.Columns;

/// <summary>A step on the way to a value: a field of a record, or a key of a map.</summary>
internal readonly record struct ColumnStep(int Field, byte[]? Key);

/// <summary>Takes a value out of a record, however deep it lies, and adds it to a column.</summary>
internal sealed class ColumnSource(ColumnStep[] steps, AlertColumn column)
{
    public AlertColumn Column => column;

    /// <summary>Which of the record's fields the value lies in, or is.</summary>
    public int FirstField => steps[0].Field;

    /// <summary>Whether the value is the field itself.</summary>
    public bool IsField => steps.Length == 1;

    /// <summary>The way to the record that has the value as its field; null where a map lies on it.</summary>
    public int[]? WayToRecord => Array.TrueForAll(steps, s => s.Key is null) ? Array.ConvertAll(steps[..^1], s => s.Field) : null;

    /// <summary>Which field of that record the value is.</summary>
    public int LastField => steps[^1].Field;

    public void Add(AvroRecordView record)
    {
        AvroValueView value = default;
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i + 1 == steps.Length;
            if (steps[i].Key is { } key)
            {
                if (!value.Entries().TryGetValue(key, out value))
                {
                    column.AddNull();
                    return;
                }

                if (isLast) column.Add(value);
                else if (steps[i + 1].Key is null) record = value.Record();
            }
            else if (isLast)
            {
                column.Add(record, steps[i].Field);
            }
            else if (steps[i + 1].Key is null)
            {
                record = record.Record(steps[i].Field);
            }
            else
            {
                value = record.Value(steps[i].Field);
            }
        }
    }
}
