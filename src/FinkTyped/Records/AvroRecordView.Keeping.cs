using FinkTyped.Plans;

namespace FinkTyped.Generated;

// Values of their own memory, for records that outlive the datum.
public readonly ref partial struct AvroRecordView
{
    /// <summary>Has the rest of an alert read that is read as it is looked at: all of it will be kept.</summary>
    internal void FetchAll() => (_table as DatumTable)?.FetchAll();

    /// <summary>Text to keep; null for null.</summary>
    internal string? TextToKeep(int field)
    {
        var entry = Entry(field);
        if (entry >= 0) return AvroText.ToText(AvroBits.Bytes(ref At(entry), _table.Length - entry), entry);
        return entry != SlotEntry.Null && TryOpenSlow(field, entry, out var reader) ? reader.ReadString() : null;
    }

    /// <summary>An array of records to keep, which owns its bytes; null for null.</summary>
    internal AvroArray<T>? RecordsToKeep<T>(int field) where T : class, IAvroRecord<T>
    {
        FetchAll();
        if (Entry(field) == SlotEntry.Unknown && SlotOf(field) is var slot && _table is DatumTable datum
            && datum.TryReachArray(slot, ref _origin, out var reader, out _))
        {
            // Checked and copied in one pass, which the table's walk then need not make again.
            var array = EncodedRecords<T>.Keep(ref reader, StepAt(slot).Items!);
            datum.Resume(reader);
            return array;
        }

        return TryOpen(field, out reader) ? EncodedRecords<T>.Keep(ref reader, PlanOfItems(field)) : null;
    }

    /// <summary>A map of records to keep; null for null.</summary>
    internal AvroMap<T>? RecordMapToKeep<T>(int field) where T : class, IAvroRecord<T>
    {
        var map = RecordMap(field);
        if (map.IsNull) return null;
        var entries = new List<KeyValuePair<string, T>>();
        foreach (var entry in map)
        {
            // A map of nullable records is an AvroMap<T?>, which is the same type at run time.
            entries.Add(new(entry.Key.ToString(), entry.Value.IsNull ? null! : T.Read(entry.Value)));
        }

        return AvroMap<T>.Own([.. entries]);
    }

    /// <summary>Bytes to keep; null for null.</summary>
    internal ReadOnlyMemory<byte>? BytesToKeep(int field) => Bytes(field).ToMemory();
}
