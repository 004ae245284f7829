namespace FinkTyped.Plans;

/// <summary>
/// A datum that is not in memory as a whole yet, though its span covers the memory it goes to: its bytes are read when somebody looks at them. Until then
/// nobody may look beyond <see cref="Available"/>, nor at bytes that were left out.
/// </summary>
internal abstract class PendingBytes
{
    /// <summary>Enough for a union's branch, a length and the numbers behind them, so that a walk seldom has to ask.</summary>
    public const int Margin = 256;

    // As long are records whose shapes nobody knows yet.
    private const int MostUnknown = 1024;

    /// <summary>So many of the datum's first bytes are there, those left out apart.</summary>
    public abstract int Available { get; }

    /// <summary>Whether bytes were left out that are not read yet.</summary>
    public abstract bool HasGaps { get; }

    /// <summary>Reads whatever is not there yet.</summary>
    /// <param name="isMissed">Whether it was looked for; false where more of an alert is wanted than a query asks of every one.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract void Fetch(bool isMissed);

    /// <summary>Leaves out all bytes from <see cref="Available"/> up to a place within the datum; false where reading them is as fast.</summary>
    public abstract bool TryLeaveOut(int end);

    /// <summary>Has more read, until a reader has so many bytes left, or all there are.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="least">So many bytes are needed now.</param>
    /// <param name="likely">And so many before long.</param>
    public void Reach(ref AvroReader reader, long least, long likely = 0)
    {
        if (reader.Remaining >= least) return;
        ReadTo((int)Math.Min(int.MaxValue, reader.Position + Math.Max(least, likely)));
        reader.Extend(Available);
    }

    /// <summary>Has as much read as the items left in a block are likely to take, or the next of them at least.</summary>
    public void ReachItems(ref AvroReader reader, StepProgram items, long count)
    {
        var layouts = (items as RecordPlan)?.Layouts;
        Reach(ref reader, Enough(layouts), Margin + (count * (layouts?.Last?.Length ?? items.MinBytes)));
    }

    /// <summary>Has as much read as the block of items is likely to take that a reader stands at. Who reads its header checks what it says.</summary>
    public void ReachBlock(ref AvroReader reader, StepProgram items)
    {
        Reach(ref reader, Margin);
        if (Varint.Read(ref reader.Current, reader.Remaining, out var count) <= 0 || count == 0) return;
        count = Math.Min(Math.Abs(Math.Max(count, -int.MaxValue)), int.MaxValue);
        var likely = (items as RecordPlan)?.Layouts?.Last?.Length ?? items.MinBytes;
        // A header is refused whose items are more than what is left can hold; a key takes a byte.
        Reach(ref reader, Margin + (count * (items.MinBytes + 1)), Margin + (count * likely));
    }

    /// <summary>Has so much read as the bytes or the text take that a reader stands at.</summary>
    public void ReachCounted(ref AvroReader reader)
    {
        if (Varint.Read(ref reader.Current, reader.Remaining, out var length) > 0 && length > 0) Reach(ref reader, Varint.MaxBytes + Math.Min(length, int.MaxValue));
    }

    /// <summary>Has as much read as a run of values is likely to take.</summary>
    public void ReachRun(ref AvroReader reader, LayoutSet layouts) => Reach(ref reader, Enough(layouts));

    // A shape that is not known yet is seldom twice as long as any that is.
    private static int Enough(LayoutSet? layouts) => layouts is null ? Margin : Math.Max(2 * layouts.Longest, MostUnknown);

    /// <summary>Reads on to a place, or to the end of the datum.</summary>
    protected abstract void ReadTo(int count);
}
