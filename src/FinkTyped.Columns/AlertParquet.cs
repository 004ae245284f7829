using System.Globalization;
using FinkTyped.Columns.Parquet;
using global::Parquet;
using global::Parquet.Schema;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts as Parquet: records are structs, arrays lists, maps maps, enums texts, ids 64-bit integers; a union of several types is a struct with a field
/// for each. Dates, times and decimals are Parquet's. Numbers are written plainly, since few of them come twice. Each batch of columns is a row group, with
/// the least and the largest value of each column; the file's metadata holds the schema the columns are of.
/// </summary>
public static class AlertParquet
{
    /// <summary>Writes the alerts of files as one Parquet file.</summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="output">Where it goes; seekable, left open.</param>
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
        using var batches = new ColumnBatches(options ?? ColumnOptions.Default);
        await WriteAsync(batches.Of(paths, stop), output, codec, metadata, stop).ConfigureAwait(false);
        return batches.Alerts;
    }

    /// <summary>Writes alerts that come from anywhere, such as a consumer, as one Parquet file.</summary>
    /// <inheritdoc cref="WriteAsync(IEnumerable{string}, Stream, ColumnOptions?, ParquetCodec, IReadOnlyDictionary{string, string}?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="alerts">The alerts.</param>
    /// <param name="output">Where it goes; seekable, left open.</param>
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
        using var batches = new ColumnBatches(options ?? ColumnOptions.Default);
        await WriteAsync(batches.Of(alerts, stop), output, codec, metadata, stop).ConfigureAwait(false);
        return batches.Alerts;
    }

    private static async Task WriteAsync(
        IAsyncEnumerable<AlertColumns> batches, Stream output, ParquetCodec codec, IReadOnlyDictionary<string, string>? metadata, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(output);
        ParquetSchema? schema = null;
        ParquetWriter? writer = null;
        IReadOnlyList<ParquetAnnotation?> leaves = [];
        await using var file = new ParquetOutput(output);
        try
        {
            await foreach (var columns in batches.ConfigureAwait(false))
            {
                if (writer is null)
                {
                    schema = new ParquetSchema(columns.Columns.Select(c => ParquetFields.Of(c)));
                    leaves = [.. columns.Columns.SelectMany(ParquetFields.Leaves).Select(ParquetAnnotation.Of)];
                    writer = await ParquetWriter.CreateAsync(schema, file, Packed(codec), cancellationToken: stop).ConfigureAwait(false);
                    writer.CustomMetadata = MetadataOf(columns, metadata);
                }

                using var group = writer.CreateRowGroup();
                await new ParquetRowGroup(group, schema!.DataFields, stop).WriteAsync(columns).ConfigureAwait(false);
            }
        }
        finally
        {
            if (writer is not null)
            {
                file.BeginFooter();
                await writer.DisposeAsync().ConfigureAwait(false);
                await file.EndAsync(leaves).ConfigureAwait(false);
            }
        }
    }

    private static ParquetOptions Packed(ParquetCodec codec) => new()
    {
        CompressionMethod = codec switch
        {
            ParquetCodec.Zstd => CompressionMethod.Zstd,
            ParquetCodec.Snappy => CompressionMethod.Snappy,
            _ => CompressionMethod.None,
        },
        CompressionLevel = System.IO.Compression.CompressionLevel.Fastest,
        DictionaryEncodingThreshold = 0,
    };

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
