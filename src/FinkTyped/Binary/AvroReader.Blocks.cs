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
}
