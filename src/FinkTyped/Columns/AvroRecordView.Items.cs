using FinkTyped.Columns;
using FinkTyped.Plans;

namespace FinkTyped.Generated;

// Items for columns, which take many at once.
public readonly ref partial struct AvroRecordView
{
    /// <summary>Reads an array of records for columns; false where there is none.</summary>
    internal bool ReadItems(int field, RecordItems items)
    {
        var slot = SlotOf(field);
        if (Entry(field) == SlotEntry.Unknown && _table is DatumTable table && table.TryReachArray(slot, ref _origin, out var reader))
        {
            items.Read(ref reader, StepAt(slot).Items!);
            table.Resume(reader);
            return true;
        }

        if (!TryOpen(field, out reader)) return false;
        items.Read(ref reader, PlanOfItems(field));
        return true;
    }
}
