using FinkTyped.Generated;

namespace FinkTyped;

// Arrays and maps, which records keep.
public ref partial struct AvroWriter
{
    /// <summary>Writes an array as one block.</summary>
    public void WriteArray<T, TItem>(AvroArray<T> array) where TItem : struct, IAvroItem<T>
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Encoded is { } encoded && encoded.Kept.TryWrite(ref this, TItem.NullBranch)) return;
        if (array.Count > 0)
        {
            WriteLong(array.Count);
            foreach (var item in array) TItem.Write(ref this, item);
        }

        WriteLong(0);
    }

    /// <summary>Writes a map as one block, its entries in their own order.</summary>
    public void WriteMap<T, TItem>(AvroMap<T> map) where TItem : struct, IAvroItem<T>
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count > 0)
        {
            WriteLong(map.Count);
            foreach (var (key, value) in map)
            {
                WriteString(key);
                TItem.Write(ref this, value);
            }
        }

        WriteLong(0);
    }
}
