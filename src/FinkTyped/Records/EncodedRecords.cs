using System.Runtime.InteropServices;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// The history of an alert as it came: its encoded items in chunks small enough to stay off the large object heap, and for each item where
/// it begins and which layout it has. Every byte was checked when it was kept.
/// </summary>
internal sealed class EncodedRecords<T> : EncodedItems<T> where T : class, IAvroRecord<T>
{
    private readonly RecordPlan _plan;
    private readonly Layout[] _layouts;
    private readonly byte[][] _chunks;
    private readonly PackedItem[] _items;

    private EncodedRecords(RecordPlan plan, Layout[] layouts, byte[][] chunks, PackedItem[] items)
    {
        _plan = plan;
        _layouts = layouts;
        _chunks = chunks;
        _items = items;
    }

    /// <inheritdoc/>
    public override int Count => _items.Length;

    /// <summary>Reads an array to its end and keeps its items.</summary>
    /// <param name="reader">Stands at the array's first block; then past its end.</param>
    /// <param name="plan">The items' plan.</param>
    public static AvroArray<T> Keep(ref AvroReader reader, RecordPlan plan)
    {
        var packer = ItemPacker.Start();
        reader.Enter();
        Layout? previous = null;
        for (int count; (count = reader.ReadBlock(plan.MinBytes, out var end)) > 0; reader.EndBlock(end))
        {
            for (; count > 0; count--)
            {
                var start = reader.Position;
                StepWalker.PassItem(ref reader, plan, ref previous, keep: false, checksText: true);
                packer.Add(start, reader.Position, previous);
            }
        }

        reader.Leave();
        if (packer.Count == 0) return AvroArray<T>.Empty;
        // Later is too late to find a fault: who has decoded an alert may rely on it.
        return packer.IsPackable && !plan.MayFailLate
            ? AvroArray<T>.Own(new EncodedRecords<T>(plan, packer.Layouts(), packer.Chunks(reader), packer.Items()))
            : AvroArray<T>.Own(DecodeAll(reader, plan, packer.Starts()));
    }

    /// <inheritdoc/>
    public override T Decode(int index)
    {
        var item = _items[index];
        if (item.HasLayout) return Decode(_layouts[item.Layout], ref _chunks[item.Chunk][item.Offset]);
        var reader = ReaderAt(item);
        return Decode(ref reader, _plan);
    }

    /// <inheritdoc/>
    public override bool TryWrite(ref AvroWriter writer, int nullBranch)
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
        Layout? previous = null;
        StepWalker.PassItem(ref reader, _plan, ref previous, keep: false);
        return reader.Position - item.Offset;
    }

    private AvroReader ReaderAt(PackedItem item)
    {
        var chunk = _chunks[item.Chunk];
        return new AvroReader(ref MemoryMarshal.GetArrayDataReference(chunk), chunk.Length, item.Offset, _plan.Limits, _plan.Limits.MaxItems);
    }

    private static T[] DecodeAll(AvroReader reader, RecordPlan plan, int[] starts)
    {
        var items = new T[starts.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var at = reader.GoTo(starts[i]);
            try
            {
                items[i] = Decode(ref at, plan);
            }
            catch (AvroException fault) when (fault.Offset is { } offset)
            {
                // Counted from the item's first byte so far.
                throw new AvroException(fault.Reason, starts[i] + offset, fault.FieldPath, fault);
            }
        }

        return items;
    }

    private static T Decode(ref AvroReader reader, RecordPlan plan)
    {
        var start = reader.Position;
        Layout? previous = null;
        return Decode(StepWalker.PassItem(ref reader, plan, ref previous, keep: true)!, ref reader.At(start));
    }

    private static T Decode(OffsetTable table, ref byte origin)
    {
        var view = AvroRecordView.Of(table, ref origin);
        // An array of nullable records is an AvroArray<T?>, which is the same type at run time.
        return view.IsNull ? null! : T.Read(view);
    }
}
