using System.Globalization;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using FinkTyped.Columns.Arrow;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts as Arrow: record batches, and files and streams in Arrow's own format. Records are structs, arrays lists, maps maps, enums dictionaries,
/// ids stay 64-bit integers; a union of several types is a struct with a field for each. Dates, times and decimals are Arrow's. What the schema says about a field is its metadata <c>doc</c>.
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
        return ArrowData.Copied.BatchOf(SchemaOf(columns), columns);
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
    /// <exception cref="AvroPathException">A field that is wanted is not there.</exception>
    /// <exception cref="AvroException">A file or an alert is bad; all that is whole was written.</exception>
    public static Task<long> WriteFileAsync(
        IEnumerable<string> paths, Stream output, ColumnOptions? options = null, CancellationToken stop = default) =>
        WriteAsync(b => b.Of(paths, stop), output, options, schema => new ArrowFileWriter(output, schema, leaveOpen: true), stop);

    /// <summary>Writes the alerts of files as an Arrow stream, which is read from its first byte on while it is written: through a pipe or a socket.</summary>
    /// <inheritdoc cref="WriteFileAsync(IEnumerable{string}, Stream, ColumnOptions?, CancellationToken)"/>
    public static Task<long> WriteStreamAsync(
        IEnumerable<string> paths, Stream output, ColumnOptions? options = null, CancellationToken stop = default) =>
        WriteAsync(b => b.Of(paths, stop), output, options, schema => new ArrowStreamWriter(output, schema, leaveOpen: true), stop);

    /// <summary>Writes alerts that come from anywhere, such as a consumer, as an Arrow stream: a batch goes out when it is full.</summary>
    /// <inheritdoc cref="WriteFileAsync(IEnumerable{string}, Stream, ColumnOptions?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="alerts">The alerts.</param>
    /// <param name="output">Where it goes; left open.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the writing.</param>
    public static Task<long> WriteStreamAsync(
        IAsyncEnumerable<AlertDatum> alerts, Stream output, ColumnOptions? options = null, CancellationToken stop = default) =>
        WriteAsync(b => b.Of(alerts, stop), output, options, schema => new ArrowStreamWriter(output, schema, leaveOpen: true), stop);

    private static async Task<long> WriteAsync(
        Func<ColumnBatches, IAsyncEnumerable<AlertColumns>> read, Stream output, ColumnOptions? options, Func<Schema, ArrowStreamWriter> begin, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var batches = new ColumnBatches(options ?? ColumnOptions.Default);
        ArrowStreamWriter? writer = null;
        Schema? schema = null;
        try
        {
            await foreach (var columns in read(batches).ConfigureAwait(false))
            {
                schema ??= SchemaOf(columns);
                writer ??= begin(schema);
                // Written before the columns are filled again.
                using var batch = ArrowData.Lent.BatchOf(schema, columns);
                await writer.WriteRecordBatchAsync(batch, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            // What is bad is told behind the last batch: what was written is whole then too.
            if (writer is not null && !stop.IsCancellationRequested) await writer.WriteEndAsync(CancellationToken.None).ConfigureAwait(false);
            writer?.Dispose();
        }

        return batches.Alerts;
    }
}
