using FinkTyped.Plans;

namespace FinkTyped.Generated;

// Values of their own memory, for records that outlive the datum.
public readonly ref partial struct AvroValueView
{
    /// <summary>Text to keep; null for null.</summary>
    public string? TextToKeep()
    {
        if (!Has<AvroPrimitiveSchema>(AvroType.String, out _)) return null;
        var reader = _reader;
        return reader.ReadString();
    }

    /// <summary>Bytes to keep; null for null.</summary>
    public ReadOnlyMemory<byte>? BytesToKeep() => Bytes().ToMemory();

    /// <summary>An array of records to keep, which owns its bytes; null for null.</summary>
    public AvroArray<T>? RecordsToKeep<T>() where T : class, IAvroRecord<T>
    {
        if (!Has<AvroArraySchema>(AvroType.Array, out var array)) return null;
        if (array.Items.AsRecord(out _) is null) throw OtherType("array of records");
        var reader = _reader;
        return EncodedRecords<T>.Keep(ref reader, IdentityPlans.Of(array.Items, _limits));
    }

    /// <summary>An array to keep; null for null.</summary>
    public AvroArray<T>? ArrayToKeep<T, TItem>() where TItem : struct, IAvroItem<T>
    {
        if (!Has<AvroArraySchema>(AvroType.Array, out var array)) return null;
        var reader = _reader;
        reader.Enter();
        var items = System.Array.Empty<T>();
        var filled = 0;
        for (int count; (count = reader.ReadBlock(array.Items.MinBytes, out var end)) > 0; reader.EndBlock(end))
        {
            Grow(ref items, filled, count);
            for (var stop = filled + count; filled < stop; filled++) items[filled] = Keep<T, TItem>(ref reader, array.Items);
        }

        System.Array.Resize(ref items, filled);
        return AvroArray<T>.Own(items);
    }

    /// <summary>A map to keep; null for null. A key that comes twice keeps its last value.</summary>
    public AvroMap<T>? MapToKeep<T, TItem>() where TItem : struct, IAvroItem<T>
    {
        if (!Has<AvroMapSchema>(AvroType.Map, out var map)) return null;
        var reader = _reader;
        reader.Enter();
        var entries = System.Array.Empty<KeyValuePair<string, T>>();
        var filled = 0;
        var minBytes = 1 + map.Values.MinBytes;
        for (int count; (count = reader.ReadBlock(minBytes, out var end)) > 0; reader.EndBlock(end))
        {
            Grow(ref entries, filled, count);
            for (var stop = filled + count; filled < stop; filled++) entries[filled] = new(reader.ReadString(), Keep<T, TItem>(ref reader, map.Values));
        }

        System.Array.Resize(ref entries, filled);
        return AvroMap<T>.Own(entries);
    }

    private T Keep<T, TItem>(ref AvroReader reader, AvroSchema schema) where TItem : struct, IAvroItem<T>
    {
        var value = At(reader, schema, _limits);
        Skip(ref reader, schema);
        return TItem.Keep(value);
    }

    // One block is the rule and gets its exact room; of many small ones each but doubles it. Within what ReadBlock allowed: at most as many
    // items as there are bytes, or as the limits say for items of no bytes.
    private static void Grow<T>(ref T[] items, int filled, int count)
    {
        if (items.Length - filled < count) System.Array.Resize(ref items, filled == 0 ? count : Math.Max(filled + count, 2 * filled));
    }
}
