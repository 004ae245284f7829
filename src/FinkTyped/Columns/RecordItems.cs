using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>
/// The records of one array, each found once for all columns that want something of them: they are recognised one after the other, and then each column goes
/// over them by itself.
/// </summary>
internal sealed class RecordItems(AlertListColumn[] lists)
{
    private int[] _starts = new int[64];
    private OffsetTable[] _tables = new OffsetTable[64];
    private int _count;

    /// <summary>The columns.</summary>
    public IReadOnlyList<AlertListColumn> Lists => lists;

    /// <summary>Takes an array out of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="field">Which of its fields the array is.</param>
    public void Add(AvroRecordView record, int field)
    {
        if (record.IsNull || !record.ReadItems(field, this))
        {
            foreach (var list in lists) list.AddNull();
        }
    }

    /// <summary>Reads the items of an array, and adds them to the columns.</summary>
    /// <param name="reader">Stands at the array's first block; then past its end.</param>
    /// <param name="plan">The items' plan.</param>
    /// <param name="pending">Reads on where bytes are not there yet; null where all are. Nothing is added where they turn out to be too few.</param>
    public void Read(ref AvroReader reader, RecordPlan plan, PendingBytes? pending)
    {
        _count = 0;
        reader.Enter();
        while (true)
        {
            pending?.ReachBlock(ref reader, plan);
            var count = reader.ReadBlock(plan.MinBytes, out var end);
            if (count == 0) break;
            for (; count > 0; count--)
            {
                pending?.ReachItems(ref reader, plan, count);
                if (_count == _starts.Length) Grow();
                _starts[_count] = reader.Position;
                _tables[_count++] = StepWalker.PassItem(ref reader, plan, keep: true, pending: pending)!;
            }

            reader.EndBlock(end);
        }

        reader.Leave();
        foreach (var list in lists) list.AddItems(ref reader.Origin, _starts.AsSpan(0, _count), _tables.AsSpan(0, _count));
    }

    private void Grow()
    {
        Array.Resize(ref _starts, 2 * _count);
        Array.Resize(ref _tables, 2 * _count);
    }
}
