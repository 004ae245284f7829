namespace FinkTyped.Columns.Parquet;

/// <summary>Finds the columns of the file in those of a batch, and where their values lie.</summary>
internal sealed class ParquetChunks
{
    private readonly IReadOnlyList<ParquetLeaf> _leaves;
    private readonly List<ParquetChunk> _chunks = [];
    private AlertListColumn? _list;
    private ParquetLevels? _outer;
    private ParquetLevels? _items;

    private ParquetChunks(IReadOnlyList<ParquetLeaf> leaves) => _leaves = leaves;

    /// <summary>Those of a batch, in the order of the file.</summary>
    public static IReadOnlyList<ParquetChunk> Of(AlertColumns batch, IReadOnlyList<ParquetLeaf> leaves)
    {
        var found = new ParquetChunks(leaves);
        var rows = ParquetLevels.Of(batch.Count);
        foreach (var column in batch.Columns) found.Add(column, rows);
        return found._chunks;
    }

    private void Add(AlertColumn column, ParquetLevels around)
    {
        switch (column)
        {
            case AlertRecordColumn { Parts.Count: > 0 }:
                var within = around.Within(column);
                foreach (var part in column.Parts) Add(part, within);
                break;
            case AlertListColumn list:
                Add(list.Items, ItemsOf(list, around));
                break;
            case AlertMapColumn map:
                var entries = around.Within(column).Items(map.Offsets);
                Add(map.Keys, entries);
                Add(map.Values, entries);
                break;
            default:
                _chunks.Add(new ParquetChunk(_leaves[_chunks.Count], column, around));
                break;
        }
    }

    // Columns of one array have the same places, which take longer to find than most values to write.
    private ParquetLevels ItemsOf(AlertListColumn list, ParquetLevels around)
    {
        if (_list is { } last && ReferenceEquals(_outer, around) && last.Offsets.SequenceEqual(list.Offsets) && last.Validity.SequenceEqual(list.Validity)) return _items!;
        (_list, _outer, _items) = (list, around, around.Within(list).Items(list.Offsets));
        return _items;
    }
}
