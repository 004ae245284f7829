using System.Runtime.InteropServices;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// The history of an alert as it came: its encoded items in chunks small enough to stay off the large object heap, and for each item where
/// it begins and which layout it has. Every byte was checked when it was kept, and nobody changes it any more.
/// </summary>
internal sealed class KeptRecords
{
    private readonly RecordPlan _plan;
    private readonly Layout[] _layouts;
    private readonly byte[][] _chunks;
    private readonly PackedItem[] _items;

    public KeptRecords(RecordPlan plan, ItemPacker packer, in AvroReader reader)
    {
        _plan = plan;
        _layouts = packer.Layouts();
        _chunks = packer.Chunks(reader);
        _items = packer.Items();
    }

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    /// <summary>The view of an item.</summary>
    public AvroRecordView View(int index)
    {
        var item = _items[index];
        return item.HasLayout
            ? AvroRecordView.Of(_layouts[item.Layout], ref _chunks[item.Chunk][item.Offset])
            : AvroRecordView.Pass(ReaderAt(item), _plan);
    }

    /// <summary>Writes the array from the bytes as they came; false where it has to be written item by item.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="nullBranch">Which branch of the union is null that an item is to be written as; -1 for no union.</param>
    public bool TryWrite(ref AvroWriter writer, int nullBranch)
    {
        if (!_plan.IsWireIdentical || _plan.Steps[0].NullBranch != nullBranch) return false;
        writer.WriteLong(_items.Length);
        var (chunk, start, end) = (0, 0, 0);
        for (var i = 0; i < _items.Length; i++)
        {
            var item = _items[i];
            if (item.Chunk != chunk || item.Offset != end)
            {
                // The head of another block lies between, or another chunk begins.
                writer.WriteFixed(_chunks[chunk].AsSpan(start, end - start));
                (chunk, start) = (item.Chunk, item.Offset);
            }

            end = item.Offset + LengthOf(item);
        }

        writer.WriteFixed(_chunks[chunk].AsSpan(start, end - start));
        writer.WriteLong(0);
        return true;
    }

    private int LengthOf(PackedItem item)
    {
        if (item.HasLayout) return _layouts[item.Layout].Length;
        var reader = ReaderAt(item);
        StepWalker.PassItem(ref reader, _plan, keep: false);
        return reader.Position - item.Offset;
    }

    private AvroReader ReaderAt(PackedItem item)
    {
        var chunk = _chunks[item.Chunk];
        return new AvroReader(ref MemoryMarshal.GetArrayDataReference(chunk), chunk.Length, item.Offset, _plan.Limits, _plan.Limits.MaxItems);
    }
}
