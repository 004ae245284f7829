using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>Gathers the items of an array as they are passed over, then packs them. One for each thread, reused.</summary>
internal sealed class ItemPacker
{
    // Below 64 KiB: an offset within a chunk fits 16 bits, and no chunk is a large object.
    private const int ChunkBytes = 64_000;

    private const int FirstItems = 512;
    private const int MaxKeptItems = 65_536;

    [ThreadStatic]
    private static ItemPacker? _instance;

    private readonly List<Layout> _layouts = [];
    private readonly List<(int Start, int End)> _chunks = [];
    private PackedItem[] _items = new PackedItem[FirstItems];
    private int[] _starts = new int[FirstItems];
    private Layout? _lastLayout;
    private int _lastIndex;
    private int _chunkStart;
    private int _end;

    private ItemPacker()
    {
    }

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>False when the items are too large, or too many, for their places to be packed.</summary>
    public bool IsPackable { get; private set; }

    /// <summary>The thread's packer, empty.</summary>
    public static ItemPacker Start()
    {
        var packer = _instance ??= new ItemPacker();
        packer._layouts.Clear();
        packer._chunks.Clear();
        packer._lastLayout = null;
        packer.Count = 0;
        // What an enormous array asked for is not held for ever.
        if (packer._items.Length > MaxKeptItems) (packer._items, packer._starts) = (new PackedItem[FirstItems], new int[FirstItems]);
        packer.IsPackable = true;
        return packer;
    }

    /// <summary>Adds the item that lies between two positions of the datum.</summary>
    public void Add(int start, int end, Layout? layout)
    {
        if (Count == _items.Length) Grow();
        if (Count == 0) _chunkStart = start;
        if (end - _chunkStart > ChunkBytes && start > _chunkStart)
        {
            _chunks.Add((_chunkStart, _end));
            _chunkStart = start;
        }

        _end = end;
        var offset = start - _chunkStart;
        IsPackable &= offset <= PackedItem.MaxOffset && _chunks.Count < PackedItem.MaxChunks;
        _starts[Count] = start;
        _items[Count++] = new PackedItem(_chunks.Count, offset, IndexOf(layout));
    }

    /// <summary>Where the items begin in the datum.</summary>
    public int[] Starts() => _starts.AsSpan(0, Count).ToArray();

    /// <summary>The items' places.</summary>
    public PackedItem[] Items() => _items.AsSpan(0, Count).ToArray();

    /// <summary>The layouts that the places refer to.</summary>
    public Layout[] Layouts() => [.. _layouts];

    /// <summary>Copies of the bytes that the items lie in.</summary>
    public byte[][] Chunks(in AvroReader reader)
    {
        var chunks = new byte[_chunks.Count + 1][];
        for (var i = 0; i < chunks.Length; i++)
        {
            var (start, end) = i < _chunks.Count ? _chunks[i] : (_chunkStart, _end);
            chunks[i] = OwnBytes.Of(reader.From(start)[..(end - start)]);
        }

        return chunks;
    }

    private int IndexOf(Layout? layout)
    {
        if (layout is null) return -1;
        if (ReferenceEquals(layout, _lastLayout)) return _lastIndex;
        var index = _layouts.IndexOf(layout);
        if (index < 0)
        {
            if (_layouts.Count == PackedItem.MaxLayouts) return -1;
            index = _layouts.Count;
            _layouts.Add(layout);
        }

        (_lastLayout, _lastIndex) = (layout, index);
        return index;
    }

    private void Grow()
    {
        Array.Resize(ref _items, 2 * _items.Length);
        Array.Resize(ref _starts, 2 * _starts.Length);
    }
}
