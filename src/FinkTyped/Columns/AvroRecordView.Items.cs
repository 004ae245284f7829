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
        if (Entry(field) == SlotEntry.Unknown && _table is DatumTable table && table.TryReachArray(slot, ref _origin, out var reader, out var pending))
        {
            if (pending is null || !TryRead(ref reader, items, StepAt(slot).Items!, pending))
            {
                // All is there now, or nothing more will come: what is wrong is said of the whole.
                reader = table.ReaderAgain(ref _origin, slot);
                items.Read(ref reader, StepAt(slot).Items!, null);
            }

            table.Resume(reader);
            return true;
        }

        if (!TryOpen(field, out reader)) return false;
        items.Read(ref reader, PlanOfItems(field), null);
        return true;
    }

    private static bool TryRead(ref AvroReader reader, RecordItems items, RecordPlan plan, PendingBytes pending)
    {
        try
        {
            items.Read(ref reader, plan, pending);
            return true;
        }
        catch (AvroException)
        {
            return false;
        }
    }
}
