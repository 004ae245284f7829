using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>Records that are kept as they came.</summary>
internal sealed class EncodedRecords<T> : EncodedItems<T> where T : class, IAvroRecord<T>
{
    private EncodedRecords(KeptRecords kept) => Kept = kept;

    /// <inheritdoc/>
    public override KeptRecords Kept { get; }

    /// <summary>Reads an array to its end and keeps its items.</summary>
    /// <param name="reader">Stands at the array's first block; then past its end.</param>
    /// <param name="plan">The items' plan.</param>
    public static AvroArray<T> Keep(ref AvroReader reader, RecordPlan plan)
    {
        var packer = ItemPacker.Start();
        reader.Enter();
        for (int count; (count = reader.ReadBlock(plan.MinBytes, out var end)) > 0; reader.EndBlock(end))
        {
            for (; count > 0; count--)
            {
                var start = reader.Position;
                var layout = StepWalker.PassItem(ref reader, plan, keep: false, checksText: true) as Layout;
                packer.Add(start, reader.Position, layout);
            }
        }

        reader.Leave();
        if (packer.Count == 0) return AvroArray<T>.Empty;
        // Later is too late to find a fault: who has decoded an alert may rely on it.
        return packer.IsPackable && !plan.MayFailLate
            ? AvroArray<T>.Own(new EncodedRecords<T>(new KeptRecords(plan, packer, reader)))
            : AvroArray<T>.Own(DecodeAll(reader, plan, packer.Starts()));
    }

    /// <inheritdoc/>
    public override T Decode(int index) => Decode(Kept.View(index));

    private static T[] DecodeAll(AvroReader reader, RecordPlan plan, int[] starts)
    {
        var items = new T[starts.Length];
        for (var i = 0; i < items.Length; i++)
        {
            try
            {
                items[i] = Decode(AvroRecordView.Pass(reader.GoTo(starts[i]), plan));
            }
            catch (AvroException fault) when (fault.Offset is { } offset)
            {
                // Counted from the item's first byte so far.
                throw new AvroException(fault.Reason, starts[i] + offset, fault.FieldPath, fault);
            }
        }

        return items;
    }

    // An array of nullable records is an AvroArray<T?>, which is the same type at run time.
    private static T Decode(AvroRecordView view) => view.IsNull ? null! : T.Read(view);
}
