using System.Runtime.CompilerServices;

namespace FinkTyped.Columns;

/// <summary>Fills columns with alerts until a batch is full.</summary>
internal sealed class ColumnBatches(ColumnOptions options) : IDisposable
{
    private AlertColumns? _columns;

    /// <summary>The columns of files, filled again for each batch; those of no alert, where there was none at all but a schema is known.</summary>
    public async IAsyncEnumerable<AlertColumns> Of(IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var columns in AlertFile.ReadColumnsAsync(paths, options, stop).ConfigureAwait(false))
        {
            Alerts += columns.Count;
            yield return columns;
        }

        if (Alerts == 0 && options.Schema is { } schema) yield return _columns = Make(schema);
    }

    /// <summary>How many alerts went into batches.</summary>
    public long Alerts { get; private set; }

    /// <summary>The columns of alerts from elsewhere: as those of files.</summary>
    public async IAsyncEnumerable<AlertColumns> Of(IAsyncEnumerable<AlertDatum> alerts, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var datum in alerts.WithCancellation(stop).ConfigureAwait(false))
        {
            if (!TryAdd(datum) || !IsFull) continue;
            yield return _columns!;
            _columns!.Clear();
        }

        if (Alerts == 0 && options.Schema is { } schema) _columns ??= Make(schema);
        if (_columns is not null && (_columns.Count > 0 || Alerts == 0)) yield return _columns;
    }

    public void Dispose() => _columns?.Dispose();

    // Adding up all columns after each alert would cost more than some alerts do.
    private bool IsFull =>
        _columns!.Count >= options.MaxRows || ((_columns.Count & 15) == 0 && _columns.Bytes >= options.MaxBytes);

    private bool TryAdd(AlertDatum datum)
    {
        try
        {
            if (options.Where is { } filter && !filter.Accepts(datum.WriterSchema, datum.Datum.Span, options.Files.Resolution.Limits)) return false;
            _columns ??= Make(options.Schema ?? datum.WriterSchema);
            _columns.Add(datum.WriterSchema, datum.Datum.Span, options.Files.Resolution);
            Alerts++;
            return true;
        }
        catch (AvroException e) when (options.AlertIsBad is not null)
        {
            options.AlertIsBad(datum, e);
            return false;
        }
        catch (AvroException e)
        {
            throw new AvroException($"{datum.Path}, alert {datum.Index}: {e.Message}", null, null, e);
        }
    }

    private AlertColumns Make(AvroSchema schema) => new(schema, options.Fields);
}
