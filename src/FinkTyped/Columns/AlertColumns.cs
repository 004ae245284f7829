using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts turned on their side: for each field that is wanted, the values of many alerts one behind the other, with a bit for each that tells null.
/// Filled in one pass over the encoded alerts, without a record of any of them. What is wanted is named by paths: <c>diaSource.psfFlux</c>,
/// <c>prvDiaSources.psfFlux</c> (a list), <c>lc_features.g.amplitude</c> (a key of a map), <c>diaSource</c> (a whole record). Used by one thread at
/// a time.
/// </summary>
/// <example>
/// <code>
/// using var columns = new AlertColumns(LsstAlert.Schema, "diaSource.psfFlux", "prvDiaSources.psfFlux");
/// foreach (var datum in AlertFile.ReadDatums("night/")) columns.Add(datum.WriterSchema, datum.Datum.Span);
/// var fluxes = ((AlertNumberColumn&lt;float&gt;)columns.Columns[0]).Values;
/// </code>
/// </example>
public sealed class AlertColumns : IDisposable
{
    private readonly ColumnSource[] _sources;
    private readonly AlertColumn[] _all;
    private readonly RowFiller _filler;
    private LatestResolvers? _latest;

    /// <summary>Makes columns.</summary>
    /// <param name="schema">
    /// The schema whose fields are meant, of which alerts with other writer schemas are made: a compiled one, or that of the first alert.
    /// </param>
    /// <param name="paths">What is wanted; all fields where there are none.</param>
    /// <exception cref="AvroPathException">A path leads nowhere, or a record contains itself.</exception>
    public AlertColumns(AvroSchema schema, params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(paths);
        if (schema.AsRecord(out _) is not { } record) throw new AvroPathException("*", "the alerts of this schema are no records");
        Schema = schema;
        var binder = new ColumnBinder(record);
        _sources = [.. paths.Select(binder.Path)];
        if (_sources.Length == 0) _sources = binder.All();
        if (_sources.GroupBy(s => s.Column.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new AvroPathException(twice.Key, "it is wanted twice");
        Columns = Array.ConvertAll(_sources, s => s.Column);
        _filler = new RowFiller(_sources);
        _all = [.. Columns.SelectMany(WithParts)];
    }

    /// <summary>The schema whose fields the columns are.</summary>
    public AvroSchema Schema { get; }

    /// <summary>The columns, in the order they were asked for.</summary>
    public IReadOnlyList<AlertColumn> Columns { get; }

    /// <summary>How many alerts they hold.</summary>
    public int Count { get; private set; }

    /// <summary>About how many bytes the values take.</summary>
    public long Bytes
    {
        get
        {
            var sum = 0L;
            foreach (var column in _all) sum += column.Bytes + column.Validity.Length;
            return sum;
        }
    }

    /// <summary>Adds an alert. Nothing is added of one that is malformed.</summary>
    /// <param name="writer">The schema it was written with. Give the same instance for the same schema: it is recognised by that.</param>
    /// <param name="datum">The encoded datum; it is looked into no further than the columns need.</param>
    /// <param name="resolution">How to resolve, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="SchemaResolutionException">The writer's schema cannot be resolved to <see cref="Schema"/>.</exception>
    /// <exception cref="AvroException">The bytes that were looked at disagree with the schema.</exception>
    public void Add(AvroSchema writer, ReadOnlySpan<byte> datum, SchemaResolution? resolution = null) => Add(writer, datum, null, resolution);

    /// <summary>Adds an alert of which the end may have to be read first.</summary>
    internal void Add(AvroSchema writer, ReadOnlySpan<byte> datum, PendingBytes? pending, SchemaResolution? resolution)
    {
        try
        {
            AddRow(writer, datum, pending, resolution);
            Count++;
        }
        catch
        {
            foreach (var source in _sources) source.Column.Truncate(Count);
            throw;
        }
    }

    /// <summary>Drops the alerts from one on.</summary>
    internal void TruncateTo(int count)
    {
        foreach (var source in _sources) source.Column.Truncate(count);
        Count = count;
    }

    /// <summary>Drops all alerts, and keeps the memory for the next ones.</summary>
    public void Clear()
    {
        foreach (var source in _sources) source.Column.Truncate(0);
        Count = 0;
    }

    /// <summary>Drops all alerts and gives the memory back to the pool it came from. The columns may be filled again.</summary>
    public void Dispose()
    {
        foreach (var source in _sources) source.Column.Release();
        Count = 0;
    }

    private static IEnumerable<AlertColumn> WithParts(AlertColumn column) => column.Parts.SelectMany(WithParts).Prepend(column);

    private void AddRow(AvroSchema writer, ReadOnlySpan<byte> datum, PendingBytes? pending, SchemaResolution? resolution)
    {
        var resolver = LatestResolvers.Of(ref _latest, writer, Schema, resolution, out _);
        try
        {
            if (resolver.Records is { } plan)
            {
                AddRow(plan, datum, pending);
                return;
            }

            pending?.Fetch(isMissed: true);
            using var resolved = resolver.Resolve(datum);
            AddRow(resolver.ResolvedRecords, resolved.Span, null);
        }
        catch (AvroException fault)
        {
            pending?.Fetch(isMissed: false);
            throw resolver.Locate(fault, datum);
        }
    }

    private void AddRow(RecordPlan plan, ReadOnlySpan<byte> datum, PendingBytes? pending)
    {
        // Not given back after a fault: the next one is a new one.
        var table = DatumTable.Open(plan, datum.Length);
        table.Await(pending);
        var row = table.View(datum);
        _filler.Add(row);
        table.Close();
    }
}
