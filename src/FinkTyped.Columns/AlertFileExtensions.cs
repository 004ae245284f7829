using FinkTyped.Columns.Conversions;

namespace FinkTyped.Columns;

/// <summary>What <see cref="AlertFile"/> can do with this package.</summary>
public static class AlertFileExtensions
{
    extension(AlertFile)
    {
        /// <summary>
        /// Makes Parquet of alert files: one file, or, with <see cref="AlertParquetOptions.PartitionBy"/>, a folder of Hive's layout. What is written is under
        /// its name only when it is whole.
        /// </summary>
        /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
        /// <param name="path">The file; or the folder, which is not there yet or empty.</param>
        /// <param name="options">What is wanted; <see cref="AlertParquetOptions.Default"/> where null.</param>
        /// <param name="stop">Ends the writing; nothing is left of it then.</param>
        /// <returns>How many alerts were written. There is no file where there was none and no schema was given.</returns>
        /// <exception cref="AvroPathException">A field that is wanted is not there.</exception>
        /// <exception cref="AvroException">
        /// A file or an alert is bad, and nothing is written: where <see cref="AlertFileOptions.OnBadFile"/> is <see cref="OnBadFile.Skip"/>, whatever else is
        /// whole is.
        /// </exception>
        /// <exception cref="IOException">Something is there already, or it cannot be written.</exception>
        public static async Task<long> ToParquetAsync(IEnumerable<string> paths, string path, AlertParquetOptions? options = null, CancellationToken stop = default)
        {
            ArgumentNullException.ThrowIfNull(paths);
            ArgumentNullException.ThrowIfNull(path);
            options ??= AlertParquetOptions.Default;
            return options.PartitionBy is { } folders
                ? await folders.WriteAsync(paths, path, ".parquet", Write, options.Columns, stop).ConfigureAwait(false)
                : await WholeFile.WriteAsync(path, options.Overwrites, output => Write(paths, output, options.Columns, stop)).ConfigureAwait(false) ?? 0;

            Task<long> Write(IEnumerable<string> files, Stream output, ColumnOptions columns, CancellationToken end) =>
                AlertParquet.WriteAsync(files, output, columns, options.Codec, options.Metadata, end);
        }
    }
}
