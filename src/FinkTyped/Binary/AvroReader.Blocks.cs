namespace FinkTyped;

public ref partial struct AvroReader
{
    /// <summary>
    /// Reads the header of the next block of an array or map. Loop until it returns 0, reading that many items in between.
    /// </summary>
    /// <param name="minItemBytes">The fewest bytes an item can take, so that a count the datum cannot hold is refused at once.</param>
    /// <param name="end">Where the block must end by its own word; -1 when it does not say. Give it to <see cref="EndBlock"/>.</param>
    /// <returns>How many items follow; 0 at the end of the array or map.</returns>
    public int ReadBlock(int minItemBytes, out int end)
    {
        var start = _position;
        var count = ReadLong();
        end = -1;
        if (count == 0) return 0;
        if (count < 0)
        {
            if (count == long.MinValue) AvroErrors.BadBlockCount(count, Remaining, start);
            count = -count;
            var size = ReadLong();
            if ((ulong)size > (ulong)Remaining) AvroErrors.BadLength(size, Remaining, start);
            end = _position + (int)size;
        }

        if (count > _itemsLeft) AvroErrors.TooManyItems(start);
        if (count * minItemBytes > Remaining) AvroErrors.BadBlockCount(count, Remaining, start);
        _itemsLeft -= (int)count;
        return (int)count;
    }

    /// <summary>Checks, after a block's items were read, that the block ended where its header said.</summary>
    public readonly void EndBlock(int end)
    {
        if (end >= 0 && end != _position) AvroErrors.BadBlockSize(end, _position);
    }

    /// <summary>Reads an array whose items are read by <typeparamref name="TItem"/>.</summary>
    public AvroArray<T> ReadArray<T, TItem>() where TItem : struct, IAvroItem<T>
    {
        Enter();
        var items = Array.Empty<T>();
        var filled = 0;
        for (int count; (count = ReadBlock(TItem.MinBytes, out var end)) > 0; EndBlock(end))
        {
            Grow(ref items, filled, count);
            for (var stop = filled + count; filled < stop; filled++) items[filled] = TItem.Read(ref this);
        }

        Leave();
        Array.Resize(ref items, filled);
        return AvroArray<T>.Own(items);
    }

    /// <summary>Reads a map whose values are read by <typeparamref name="TItem"/>. A key that comes twice keeps its last value.</summary>
    public AvroMap<T> ReadMap<T, TItem>() where TItem : struct, IAvroItem<T>
    {
        Enter();
        var entries = Array.Empty<KeyValuePair<string, T>>();
        var filled = 0;
        for (int count; (count = ReadBlock(1 + TItem.MinBytes, out var end)) > 0; EndBlock(end))
        {
            Grow(ref entries, filled, count);
            for (var stop = filled + count; filled < stop; filled++) entries[filled] = new(ReadString(), TItem.Read(ref this));
        }

        Leave();
        Array.Resize(ref entries, filled);
        return AvroMap<T>.Own(entries);
    }

    // One block is the rule and gets its exact room; of many small ones each but doubles it. Within what ReadBlock allowed: at most as many
    // items as there are bytes, or as the limits say for items of no bytes.
    private static void Grow<T>(ref T[] items, int filled, int count)
    {
        if (items.Length - filled < count) Array.Resize(ref items, filled == 0 ? count : Math.Max(filled + count, 2 * filled));
    }
}
