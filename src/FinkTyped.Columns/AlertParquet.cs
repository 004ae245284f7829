using System.Globalization;
using FinkTyped.Columns.Parquet;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts as Parquet: records are structs, arrays lists, maps maps, enums texts, ids 64-bit integers; a union of several types is a struct with a field
/// for each. Dates, times and decimals are Parquet's. Numbers are written plainly, since few of them come twice, and texts of which few differ by numbers. Each
/// batch of columns is a row group, with the least and the largest value of each column; the file's metadata holds the schema the columns are of. As many
/// threads encode the columns of a batch as <see cref="ColumnOptions.Threads"/> says.
/// </summary>
public static class AlertParquet
{
    /// <summary>Writes the alerts of files as one Parquet file.</summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="output">Where it goes, from its beginning to its end; left open.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null. A row group is a batch.</param>
    /// <param name="codec">How it is packed.</param>
    /// <param name="metadata">More for the file's metadata. Default none.</param>
    /// <param name="stop">Ends the writing; what was written is no whole file then.</param>
    /// <returns>How many alerts were written. Nothing is written where there was none and no schema was given.</returns>
    /// <exception cref="AvroPathException">A field that is wanted is not there.</exception>
    /// <exception cref="AvroException">A file or an alert is bad.</exception>
    public static async Task<long> WriteAsync(
        IEnumerable<string> paths,
        Stream output,
        ColumnOptions? options = null,
        ParquetCodec codec = ParquetCodec.Zstd,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= ColumnOptions.Default;
        using var batches = new ColumnBatches(options);
        await WriteAsync(batches.Of(paths, stop), output, codec, options.Threads, metadata, stop).ConfigureAwait(false);
        return batches.Alerts;
    }

    /// <summary>Writes alerts that come from anywhere, such as a consumer, as one Parquet file.</summary>
    /// <inheritdoc cref="WriteAsync(IEnumerable{string}, Stream, ColumnOptions?, ParquetCodec, IReadOnlyDictionary{string, string}?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="alerts">The alerts.</param>
    /// <param name="output">Where it goes, from its beginning to its end; left open.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null. A row group is a batch.</param>
    /// <param name="codec">How it is packed.</param>
    /// <param name="metadata">More for the file's metadata. Default none.</param>
    /// <param name="stop">Ends the writing; what was written is no whole file then.</param>
    public static async Task<long> WriteAsync(
        IAsyncEnumerable<AlertDatum> alerts,
        Stream output,
        ColumnOptions? options = null,
        ParquetCodec codec = ParquetCodec.Zstd,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        options ??= ColumnOptions.Default;
        using var batches = new ColumnBatches(options);
        await WriteAsync(batches.Of(alerts, stop), output, codec, options.Threads, metadata, stop).ConfigureAwait(false);
        return batches.Alerts;
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<AlertColumns> batches, Stream output, ParquetCodec codec, int threads, IReadOnlyDictionary<string, string>? metadata, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(output);
        ParquetFile? file = null;
        Dictionary<string, string> told = [];
        try
        {
            await foreach (var columns in batches.ConfigureAwait(false))
            {
                if (file is null)
                {
                    file = new ParquetFile(output, columns.Columns, codec, threads);
                    told = MetadataOf(columns, metadata);
                }

                await file.WriteAsync(columns, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            if (file is not null)
            {
                // What came before a fault is whole.
                using (file) await file.EndAsync(told).ConfigureAwait(false);
            }
        }
    }

    private static Dictionary<string, string> MetadataOf(AlertColumns columns, IReadOnlyDictionary<string, string>? more)
    {
        var metadata = new Dictionary<string, string>
        {
            ["avro.schema"] = columns.Schema.CanonicalForm,
            ["avro.fingerprint"] = columns.Schema.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in more ?? new Dictionary<string, string>()) metadata[key] = value;
        return metadata;
    }
}
