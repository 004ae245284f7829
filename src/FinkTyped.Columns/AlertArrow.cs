using System.Globalization;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using FinkTyped.Columns.Arrow;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts as Arrow: record batches, and files and streams in Arrow's own format. Records are structs, arrays lists, maps maps, enums dictionaries,
/// ids stay 64-bit integers; a union of several types is a struct with a field for each. What the schema says about a field is its metadata <c>doc</c>.
/// </summary>
public static class AlertArrow
{
    /// <summary>The Arrow schema of columns.</summary>
    public static Schema SchemaOf(AlertColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var metadata = new Dictionary<string, string>
        {
            ["avro.fingerprint"] = columns.Schema.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
        };
        return new Schema([.. columns.Columns.Select(ArrowTypes.FieldOf)], metadata);
    }

    /// <summary>A record batch with a copy of what the columns hold.</summary>
    public static RecordBatch ToRecordBatch(AlertColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new RecordBatch(SchemaOf(columns), columns.Columns.Select(ArrowData.ArrayOf), columns.Count);
    }

    /// <summary>Reads the alerts of files as record batches, all of one schema. Whoever takes a batch disposes of it.</summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroPathException">While reading: a field that is wanted is not there.</exception>
    /// <exception cref="AvroException">While reading: a file or an alert is bad.</exception>
    public static async IAsyncEnumerable<RecordBatch> ReadAsync(
        IEnumerable<string> paths, ColumnOptions? options = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var batches = new ColumnBatches(options ?? ColumnOptions.Default);
        await foreach (var columns in batches.Of(paths, stop).ConfigureAwait(false)) yield return ToRecordBatch(columns);
    }

    /// <summary>Makes record batches of alerts that come from anywhere, such as a consumer.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroPathException">While reading: a field that is wanted is not there.</exception>
    /// <exception cref="AvroException">While reading: an alert is bad.</exception>
    public static async IAsyncEnumerable<RecordBatch> ReadAsync(
        IAsyncEnumerable<AlertDatum> alerts, ColumnOptions? options = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        using var batches = new ColumnBatches(options ?? ColumnOptions.Default);
        await foreach (var columns in batches.Of(alerts, stop).ConfigureAwait(false)) yield return ToRecordBatch(columns);
    }

    /// <summary>Writes the alerts of files as an Arrow file (also known as Feather, version 2).</summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="output">Where it goes; left open.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the writing.</param>
    /// <returns>How many alerts were written. Nothing is written where there was none and no schema was given.</returns>
    public static async Task<long> WriteFileAsync(
        IEnumerable<string> paths, Stream output, ColumnOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArrowFileWriter? writer = null;
        var alerts = 0L;
        try
        {
            await foreach (var batch in ReadAsync(paths, options, stop).ConfigureAwait(false))
            {
                using (batch)
                {
                    writer ??= new ArrowFileWriter(output, batch.Schema, leaveOpen: true);
                    await writer.WriteRecordBatchAsync(batch, stop).ConfigureAwait(false);
                    alerts += batch.Length;
                }
            }

            if (writer is not null) await writer.WriteEndAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            writer?.Dispose();
        }

        return alerts;
    }
}
