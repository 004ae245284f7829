using FinkTyped.Plans;

namespace FinkTyped.Filters;

/// <summary>A filter with the places of its fields in the alerts of one schema.</summary>
internal sealed class BoundFilter(AvroSchema writer, Condition condition, AvroLimits limits)
{
    private readonly RecordPlan _plan = IdentityPlans.Of(writer, limits);

    public AvroSchema Writer => writer;

    public AvroLimits Limits => limits;

    /// <summary>Whether the condition is true of an alert.</summary>
    public bool Accepts(ReadOnlySpan<byte> datum, PendingBytes? pending)
    {
        // Not given back after a fault: the next one is a new one.
        var table = DatumTable.Open(_plan, datum.Length);
        table.Await(pending);
        try
        {
            var frame = new FilterFrame(table.View(datum));
            var truth = condition.Evaluate(ref frame);
            frame.Close();
            table.Close();
            return truth == Truth.True;
        }
        catch (AvroException fault)
        {
            pending?.Fetch(isMissed: false);
            throw DatumFaults.Locate(fault, writer, datum, limits);
        }
    }
}
