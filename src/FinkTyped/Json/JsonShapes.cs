using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>The layouts of a record of plain fields, and whether it is worth looking for that of the next one. Threads share it.</summary>
internal sealed class JsonShapes(AvroRecordSchema record)
{
    private const int LongestPause = 63;

    // A long template is memory that a schema of few bytes may ask for, many times over; that of the largest record of an alert takes a few kB.
    private const int MaxJson = 16 * 1024;

    // The plan's limits are for who reads through it.
    private readonly RecordPlan _plan = RecordPlanBuilder.Identity(record, AvroLimits.Default);
    private int _pause;
    private int _lastPause;

    /// <summary>The layouts.</summary>
    public LayoutSet Layouts => _plan.Layouts!;

    /// <summary>Whether to look for the layout of a record with so many bytes from its first to the end of the datum: near that, writing is faster.</summary>
    public bool IsWorthTrying(int remaining)
    {
        if (remaining < Layouts.Longest + JsonTemplate.Margin) return false;
        if (_pause <= 0) return true;
        _pause--;
        return false;
    }

    /// <summary>Notes that a layout was found.</summary>
    public void Found()
    {
        if (_lastPause > 0) _lastPause = 0;
    }

    /// <summary>
    /// Learns the layout of a record that none was found for and that was written since, and so is well-formed. Where shapes are too many for that, to look
    /// for them costs as much as writing: the more often in vain, the less often.
    /// </summary>
    /// <param name="reader">Stands at the first byte of the record.</param>
    /// <param name="written">How many bytes of JSON it took.</param>
    public void Learn(AvroReader reader, int written)
    {
        if (Layouts.IsLearning && written <= MaxJson) StepWalker.Learn(ref reader, _plan, Layouts, 0, _plan.Steps.Length, null, out _, default);
        else _pause = _lastPause = Math.Min((2 * _lastPause) + 1, LongestPause);
    }
}
