namespace FinkTyped.Plans;

/// <summary>Where the values of one record begin: an entry per slot of its plan (see <see cref="SlotEntry"/>).</summary>
internal abstract class OffsetTable
{
    protected OffsetTable(RecordPlan plan, int[] entries)
    {
        Plan = plan;
        Entries = entries;
    }

    /// <summary>The plan whose slots these are.</summary>
    public RecordPlan Plan { get; protected set; }

    /// <summary>The entries.</summary>
    public int[] Entries { get; protected set; }

    /// <summary>The slot that an entry is of.</summary>
    public virtual int SlotOf(int entry) => entry;

    /// <summary>Bytes that were checked to be there, from the origin on.</summary>
    public int Length { get; protected set; }

    /// <summary>Bounds on what a value may ask for.</summary>
    public AvroLimits Limits => Plan.Limits;

    /// <summary>Looks for the value of a slot that is still unknown, in the datum whose first byte is <paramref name="origin"/>.</summary>
    public virtual void Find(int slot, ref byte origin) => throw new InvalidOperationException("a complete table has no unknown entry");
}

/// <summary>The table of one record that was walked, because its shape is not among the known ones.</summary>
internal sealed class WalkedTable : OffsetTable
{
    public WalkedTable(RecordPlan plan, int[] entries, int length) : base(plan, entries) => Length = length;
}
