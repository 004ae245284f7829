namespace FinkTyped.Plans;

/// <summary>
/// An array that the walk of a datum's table stands before: whoever reads it to its end saves the table the same way. Of no table where it is
/// <c>default</c>.
/// </summary>
internal readonly struct ArrayAhead
{
    private readonly DatumTable? _table;
    private readonly int _slot;

    public ArrayAhead(DatumTable table, int slot)
    {
        _table = table;
        _slot = slot;
    }

    /// <summary>Has the table go on from the end of the array, where a reader stands, unless it has gone there itself by now.</summary>
    public void Pass(in AvroReader reader)
    {
        if (_table is not null && _table.IsAt(_slot)) _table.Resume(reader);
    }
}
