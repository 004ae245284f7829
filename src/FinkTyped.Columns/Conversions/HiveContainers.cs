namespace FinkTyped.Columns.Conversions;

/// <summary>Containers of alerts in folders of Hive's layout, all of one schema.</summary>
internal sealed class HiveContainers(string root, HivePartitioning partitioning, ColumnOptions options) : IDisposable
{
    // Each open file takes a descriptor and the memory of a block.
    private const int MostOpen = 100;
    private const string Name = "alerts.avro";

    private readonly DatumsOfOneSchema _datums = new(options);
    private readonly Dictionary<string, AlertFileWriter> _open = [];
    private readonly HashSet<string> _files = [];

    /// <summary>How many alerts there are.</summary>
    public long Count => _datums.Count;

    /// <summary>Adds an alert, where it is wanted.</summary>
    public void Add(AlertDatum alert)
    {
        if (_datums.Take(alert) is not { } datum) return;
        var path = Path.Combine(root, partitioning.FolderOf(alert), Name);
        if (!_open.TryGetValue(path, out var file))
        {
            if (_open.Count == MostOpen) Close();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _open.Add(path, file = AlertFileWriter.OpenOrCreate(path, _datums.Schema!));
            _files.Add(path);
        }

        file.Append(datum.Span);
    }

    /// <summary>Completes the files.</summary>
    /// <returns>Their paths.</returns>
    public IReadOnlyList<string> Finish()
    {
        Close();
        return [.. _files.Order(StringComparer.Ordinal)];
    }

    /// <summary>What becomes of the files: what was wanted, without what the names of folders hold. All files get the same columns.</summary>
    public ColumnOptions Wanted() => options with
    {
        Where = null,
        Schema = _datums.Schema,
        Fields = options.Fields.Count > 0 ? options.Fields : partitioning.FieldsBeside(_datums.Schema!),
        Files = AlertFileOptions.Default,
    };

    public void Dispose() => Close();

    private void Close()
    {
        foreach (var file in _open.Values) file.Dispose();
        _open.Clear();
    }
}
