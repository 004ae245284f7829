namespace FinkTyped;

/// <summary>Where an item begins and which layout it has, in four bytes: an alert has hundreds of items.</summary>
internal readonly record struct PackedItem
{
    /// <summary>The largest offset within a chunk.</summary>
    public const int MaxOffset = ushort.MaxValue;

    /// <summary>How many chunks there may be.</summary>
    public const int MaxChunks = 256;

    /// <summary>How many layouts there may be; one number is kept for items without.</summary>
    public const int MaxLayouts = 255;

    private readonly uint _bits;

    /// <summary>Packs an item; a layout of -1 stands for none.</summary>
    public PackedItem(int chunk, int offset, int layout) => _bits = ((uint)chunk << 24) | ((uint)(layout & 0xFF) << 16) | (uint)offset;

    /// <summary>The index of its chunk.</summary>
    public int Chunk => (int)(_bits >> 24);

    /// <summary>The index of its layout.</summary>
    public int Layout => (int)(_bits >> 16) & 0xFF;

    /// <summary>Whether it has a layout.</summary>
    public bool HasLayout => Layout != MaxLayouts;

    /// <summary>Its first byte within the chunk.</summary>
    public int Offset => (int)_bits & MaxOffset;
}
