using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>
/// Reads alerts from Avro object container files, gzip'ed (<c>.avro.gz</c>) or not, and from folders of them. Each file's own writer schema
/// is resolved to the compiled one. A folder stands for all its <c>.avro</c> and <c>.avro.gz</c> files, those of its subfolders included, in
/// the ordinal order of their paths.
/// </summary>
public static class AlertFile
{
    /// <summary>Reads alerts one after the other, as they are asked for.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="path">A file or a folder.</param>
    /// <param name="resolution">How schemas are resolved, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    /// <exception cref="AvroException">While reading: a file is damaged; the message names it, the block and the alert.</exception>
    /// <exception cref="SchemaResolutionException">While reading: a file's schema cannot be resolved to the compiled one.</exception>
    public static IEnumerable<T> Read<T>(string path, SchemaResolution? resolution = null) where T : class, IAvroRecord<T> =>
        Read<T>(Find(path), resolution ?? SchemaResolution.Default);

    /// <summary>Reads alerts asynchronously, one after the other, with <see cref="SchemaResolution.Default"/>.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="path">A file or a folder.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    /// <exception cref="AvroException">While reading: a file is damaged; the message names it, the block and the alert.</exception>
    /// <exception cref="SchemaResolutionException">While reading: a file's schema cannot be resolved to the compiled one.</exception>
    public static IAsyncEnumerable<T> ReadAsync<T>(string path, CancellationToken stop = default) where T : class, IAvroRecord<T> =>
        ReadAsync<T>(path, null, stop);

    /// <summary>Reads alerts asynchronously, one after the other.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="path">A file or a folder.</param>
    /// <param name="resolution">How schemas are resolved, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    /// <exception cref="AvroException">While reading: a file is damaged; the message names it, the block and the alert.</exception>
    /// <exception cref="SchemaResolutionException">While reading: a file's schema cannot be resolved to the compiled one.</exception>
    public static IAsyncEnumerable<T> ReadAsync<T>(string path, SchemaResolution? resolution, CancellationToken stop = default)
        where T : class, IAvroRecord<T> => ReadAsync<T>(Find(path), resolution ?? SchemaResolution.Default, stop);

    /// <summary>Evaluates a query on each alert and gives what comes of those that are wanted.</summary>
    /// <typeparam name="TAlert">The alerts that the query looks at.</typeparam>
    /// <typeparam name="TResult">What the query gives.</typeparam>
    /// <param name="path">A file or a folder.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="resolution">How schemas are resolved, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    /// <exception cref="AvroException">While reading: a file is damaged; the message names it, the block and the alert.</exception>
    /// <exception cref="SchemaResolutionException">While reading: a file's schema cannot be resolved to the query's.</exception>
    public static IEnumerable<TResult> Read<TAlert, TResult>(string path, AlertQuery<TAlert, TResult> query, SchemaResolution? resolution = null)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read(Find(path), query, resolution ?? SchemaResolution.Default);
    }

    /// <summary>Reads the bytes of alerts, without decoding them. They stay valid for as long as they are referred to.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="limits">Bounds; <see cref="AvroLimits.Default"/> where null.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    /// <exception cref="AvroException">While reading: a file is damaged; the message names it, the block and the alert.</exception>
    public static IEnumerable<AlertDatum> ReadDatums(string path, AvroLimits? limits = null) =>
        ReadDatums(Find(path), limits ?? AvroLimits.Default);

    /// <summary>The files a path stands for.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <exception cref="FileNotFoundException">There is neither file nor folder.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        var files = Directory.GetFiles(path, "*.avro*", SearchOption.AllDirectories);
        return [.. files.Where(IsContainer).Order(StringComparer.Ordinal)];
    }

    private static bool IsContainer(string path) =>
        path.EndsWith(".avro", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".avro.gz", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<T> Read<T>(IReadOnlyList<string> files, SchemaResolution resolution) where T : class, IAvroRecord<T>
    {
        var schemas = new LastSchema();
        foreach (var file in files)
        {
            using var reader = Open(file, resolution.Limits, schemas, reuseMemory: true);
            var decoder = reader.DecoderOf<T>(resolution);
            while (HasNext(reader)) yield return reader.TakeAlert(decoder);
        }
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        IReadOnlyList<string> files, SchemaResolution resolution, [EnumeratorCancellation] CancellationToken stop)
        where T : class, IAvroRecord<T>
    {
        var schemas = new LastSchema();
        foreach (var file in files)
        {
            var reader = await AlertFileReader.OpenAsync(file, resolution.Limits, schemas, true, true, stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var decoder = reader.DecoderOf<T>(resolution);
                while (await reader.NextBlockAsync(true, stop).ConfigureAwait(false)) yield return reader.TakeAlert(decoder);
            }
        }
    }

    private static IEnumerable<TResult> Read<TAlert, TResult>(
        IReadOnlyList<string> files, AlertQuery<TAlert, TResult> query, SchemaResolution resolution)
        where TAlert : class, IAvroRecord<TAlert>
    {
        var schemas = new LastSchema();
        foreach (var file in files)
        {
            using var reader = Open(file, resolution.Limits, schemas, reuseMemory: true);
            while (HasNext(reader))
            {
                if (reader.TryTake(query, resolution, out var result)) yield return result;
            }
        }
    }

    private static IEnumerable<AlertDatum> ReadDatums(IReadOnlyList<string> files, AvroLimits limits)
    {
        var schemas = new LastSchema();
        foreach (var file in files)
        {
            using var reader = Open(file, limits, schemas, reuseMemory: false);
            while (HasNext(reader)) yield return reader.TakeDatum();
        }
    }

    private static AlertFileReader Open(string file, AvroLimits limits, LastSchema schemas, bool reuseMemory) =>
        AlertFileReader.OpenAsync(file, limits, schemas, reuseMemory, false, default).Ended();

    private static bool HasNext(AlertFileReader reader) => reader.NextBlockAsync(false, default).Ended();
}
