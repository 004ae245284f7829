namespace FinkTyped.Columns.Parquet;

/// <summary>Finds its way through a struct in Thrift's compact encoding. Of bytes that were written by this process.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    /// <summary>Reads which field is next; false at the end of the struct.</summary>
    /// <param name="id">The field before, and then this one.</param>
    /// <param name="type">Its type.</param>
    public bool ReadField(ref int id, out int type)
    {
        var head = _bytes[Position++];
        type = head & 0xF;
        if (head == 0) return false;
        id = head >> 4 is > 0 and var difference ? id + difference : (int)ReadZigZag();
        return true;
    }

    /// <summary>Reads how many items a list has.</summary>
    public int ReadList() => ReadList(out _);

    /// <summary>Passes over a value.</summary>
    public void Skip(int type)
    {
        switch (type)
        {
            case 1 or 2:
                // A boolean is told by the type.
                break;
            case 3:
                Position++;
                break;
            case 4 or 5 or 6:
                ReadVarint();
                break;
            case 7:
                Position += sizeof(double);
                break;
            case 8:
                var length = (int)ReadVarint();
                Position += length;
                break;
            case 9 or 10:
                for (var i = ReadList(out var item); i > 0; i--) Skip(item is 1 or 2 ? 3 : item);
                break;
            case 12:
                for (var id = 0; ReadField(ref id, out var field);) Skip(field);
                break;
            default:
                throw new InvalidOperationException($"A footer holds no value of type {type}.");
        }
    }

    private int ReadList(out int item)
    {
        var head = _bytes[Position++];
        item = head & 0xF;
        return head >> 4 is < 15 and var count ? count : (int)ReadVarint();
    }

    private long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = _bytes[Position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
