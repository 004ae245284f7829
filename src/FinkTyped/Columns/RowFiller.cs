using FinkTyped.Generated;

namespace FinkTyped.Columns;

/// <summary>
/// Fills a row of columns, in the order of the alert's fields rather than of the columns: then its bytes are gone over once, and lists of one array share
/// what is found of its items.
/// </summary>
internal sealed class RowFiller
{
    private readonly Action<AvroRecordView>[] _steps;

    public RowFiller(IReadOnlyList<ColumnSource> sources)
    {
        var arrays = sources.Where(s => s.Column is AlertListColumn { IsOfRecords: true } && s.WayToRecord is not null)
            .GroupBy(s => string.Join('.', s.WayToRecord!.Append(s.LastField)))
            .ToDictionary(g => g.First(), g => g.ToArray());
        var others = sources.Except(arrays.Values.SelectMany(a => a));
        _steps = [.. arrays.Select(a => (a.Key, Step: (Action<AvroRecordView>)new ArrayStep(a.Value).Add))
            .Concat(others.Select(s => (s, (Action<AvroRecordView>)s.Add)))
            .OrderBy(s => s.Item1.FirstField)
            .Select(s => s.Item2)];
    }

    /// <summary>Takes an alert.</summary>
    public void Add(AvroRecordView alert)
    {
        foreach (var step in _steps) step(alert);
    }

    private sealed class ArrayStep(ColumnSource[] sources)
    {
        private readonly RecordItems _items = new(Array.ConvertAll(sources, s => (AlertListColumn)s.Column));
        private readonly int[] _way = sources[0].WayToRecord!;
        private readonly int _field = sources[0].LastField;

        public void Add(AvroRecordView alert)
        {
            foreach (var field in _way) alert = alert.Record(field);
            _items.Add(alert, _field);
        }
    }
}
