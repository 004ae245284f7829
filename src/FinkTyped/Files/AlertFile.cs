using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>
/// Reads alerts from sets of files: Avro object containers, gzip'ed (<c>.avro.gz</c>) or not. Each file's own writer schema is resolved to the
/// compiled one. A path is a file, a folder, a pattern (<c>*</c> and <c>?</c> within a name, <c>**</c> for any depth of folders), or
/// <see cref="StandardInput"/>. A folder stands for its <c>.avro</c> and <c>.avro.gz</c> files in any case, those of its subfolders
/// included, in the ordinal order of their paths. Each file is read once, whatever leads to it.
/// </summary>
/// <remarks>
/// Files are found, opened and read as their alerts are asked for. One that is bad never hides the others:
/// <see cref="AlertFileOptions.OnBadFile"/> says when it is told, and what is whole in it comes before. Its exception is an
/// <see cref="AlertFileException"/>, a <see cref="SchemaResolutionException"/>, an <see cref="AvroException"/> for one of its alerts, or what
/// the file system throws.
/// </remarks>
public static partial class AlertFile
{
    /// <summary>The path that stands for standard input: a container, gzip'ed or not.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads alerts one after the other, as they are asked for.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="path">A file, a folder, a pattern.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IEnumerable<T> Read<T>(string path, AlertFileOptions? options = null) where T : class, IAvroRecord<T> =>
        Read<T>(One(path), options);

    /// <inheritdoc cref="Read{T}(string, AlertFileOptions?)" path="/*[not(self::param)]"/>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    public static IEnumerable<T> Read<T>(IEnumerable<string> paths, AlertFileOptions? options = null) where T : class, IAvroRecord<T>
    {
        options ??= AlertFileOptions.Default;
        return Read(Checked(paths), new RecordTaker<T>(options.Resolution), options);
    }

    /// <summary>Evaluates a query on each alert and gives what comes of those that are wanted.</summary>
    /// <typeparam name="TAlert">The alerts that the query looks at.</typeparam>
    /// <typeparam name="TResult">What the query gives.</typeparam>
    /// <param name="path">A file, a folder, a pattern.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IEnumerable<TResult> Read<TAlert, TResult>(string path, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null)
        where TAlert : class, IAvroRecord<TAlert> => Read(One(path), query, options);

    /// <inheritdoc cref="Read{TAlert, TResult}(string, AlertQuery{TAlert, TResult}, AlertFileOptions?)" path="/*[not(self::param)]"/>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    public static IEnumerable<TResult> Read<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= AlertFileOptions.Default;
        return Read(Checked(paths), new QueryTaker<TAlert, TResult>(query, options.Resolution), options);
    }

    /// <summary>Reads alerts asynchronously, one after the other.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="path">A file, a folder, a pattern.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IAsyncEnumerable<T> ReadAsync<T>(string path, AlertFileOptions? options = null, CancellationToken stop = default)
        where T : class, IAvroRecord<T> => ReadAsync<T>(One(path), options, stop);

    /// <inheritdoc cref="ReadAsync{T}(string, AlertFileOptions?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IAsyncEnumerable<T> ReadAsync<T>(
        IEnumerable<string> paths, AlertFileOptions? options = null, CancellationToken stop = default) where T : class, IAvroRecord<T>
    {
        options ??= AlertFileOptions.Default;
        return ReadAsync(Checked(paths), new RecordTaker<T>(options.Resolution), options, stop);
    }

    /// <summary>Evaluates a query on each alert, read asynchronously, and gives what comes of those that are wanted.</summary>
    /// <typeparam name="TAlert">The alerts that the query looks at.</typeparam>
    /// <typeparam name="TResult">What the query gives.</typeparam>
    /// <param name="path">A file, a folder, a pattern.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IAsyncEnumerable<TResult> ReadAsync<TAlert, TResult>(
        string path, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null, CancellationToken stop = default)
        where TAlert : class, IAvroRecord<TAlert> => ReadAsync(One(path), query, options, stop);

    /// <inheritdoc cref="ReadAsync{TAlert, TResult}(string, AlertQuery{TAlert, TResult}, AlertFileOptions?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IAsyncEnumerable<TResult> ReadAsync<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null, CancellationToken stop = default)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= AlertFileOptions.Default;
        return ReadAsync(Checked(paths), new QueryTaker<TAlert, TResult>(query, options.Resolution), options, stop);
    }

    /// <summary>Reads alerts one after the other, and tells where each is from.</summary>
    /// <inheritdoc cref="Read{T}(IEnumerable{string}, AlertFileOptions?)"/>
    public static IEnumerable<AlertInFile<T>> ReadWithPlaces<T>(IEnumerable<string> paths, AlertFileOptions? options = null)
        where T : class, IAvroRecord<T>
    {
        options ??= AlertFileOptions.Default;
        return Read(Checked(paths), new PlaceTaker<T>(new RecordTaker<T>(options.Resolution)), options);
    }

    /// <summary>Evaluates a query on each alert, gives what comes of those that are wanted, and tells where each is from.</summary>
    /// <inheritdoc cref="Read{TAlert, TResult}(IEnumerable{string}, AlertQuery{TAlert, TResult}, AlertFileOptions?)"/>
    public static IEnumerable<AlertInFile<TResult>> ReadWithPlaces<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= AlertFileOptions.Default;
        return Read(Checked(paths), new PlaceTaker<TResult>(new QueryTaker<TAlert, TResult>(query, options.Resolution)), options);
    }

    /// <summary>Reads alerts asynchronously, one after the other, and tells where each is from.</summary>
    /// <inheritdoc cref="ReadAsync{T}(IEnumerable{string}, AlertFileOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<AlertInFile<T>> ReadWithPlacesAsync<T>(
        IEnumerable<string> paths, AlertFileOptions? options = null, CancellationToken stop = default) where T : class, IAvroRecord<T>
    {
        options ??= AlertFileOptions.Default;
        return ReadAsync(Checked(paths), new PlaceTaker<T>(new RecordTaker<T>(options.Resolution)), options, stop);
    }

    /// <summary>Evaluates a query on each alert, read asynchronously, gives what comes of those that are wanted, and tells where each is from.</summary>
    /// <inheritdoc cref="ReadAsync{TAlert, TResult}(IEnumerable{string}, AlertQuery{TAlert, TResult}, AlertFileOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<AlertInFile<TResult>> ReadWithPlacesAsync<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertFileOptions? options = null, CancellationToken stop = default)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        options ??= AlertFileOptions.Default;
        return ReadAsync(Checked(paths), new PlaceTaker<TResult>(new QueryTaker<TAlert, TResult>(query, options.Resolution)), options, stop);
    }

    /// <summary>
    /// Reads the bytes of alerts, without decoding them. They stay valid for as long as they are referred to, unless
    /// <see cref="AlertFileOptions.ReusesMemory"/> says that the next alert may take their place.
    /// </summary>
    /// <param name="path">A file, a folder, a pattern.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IEnumerable<AlertDatum> ReadDatums(string path, AlertFileOptions? options = null) => ReadDatums(One(path), options);

    /// <inheritdoc cref="ReadDatums(string, AlertFileOptions?)" path="/*[not(self::param)]"/>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="options">How to read; <see cref="AlertFileOptions.Default"/> where null.</param>
    public static IEnumerable<AlertDatum> ReadDatums(IEnumerable<string> paths, AlertFileOptions? options = null) =>
        Read(Checked(paths), new DatumTaker(options ?? AlertFileOptions.Default), options ?? AlertFileOptions.Default);

    /// <summary>Reads the bytes of alerts asynchronously, without decoding them. They stay valid for as long as they are referred to.</summary>
    /// <inheritdoc cref="ReadAsync{T}(IEnumerable{string}, AlertFileOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<AlertDatum> ReadDatumsAsync(
        IEnumerable<string> paths, AlertFileOptions? options = null, CancellationToken stop = default) =>
        ReadAsync(Checked(paths), new DatumTaker(options ?? AlertFileOptions.Default), options ?? AlertFileOptions.Default, stop);

    /// <summary>The files that paths stand for, each once, found as they are asked for. What stands for no file is left out.</summary>
    /// <param name="paths">Files, folders, patterns.</param>
    public static IEnumerable<string> Find(params IEnumerable<string> paths) =>
        FileFinder.Find(Checked(paths)).Where(static file => file.Fault is null).Select(static file => file.Path);

    private static string[] One(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return [path];
    }

    private static IEnumerable<string> Checked(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths;
    }

    private static IEnumerable<TItem> Read<TItem>(IEnumerable<string> paths, AlertTaker<TItem> taker, AlertFileOptions options)
    {
        using var set = new AlertSet<TItem>(paths, taker, options);
        while (set.NextAsync(false, default).Ended())
        {
            if (set.TryTake(out var item)) yield return item;
        }
    }

    private static async IAsyncEnumerable<TItem> ReadAsync<TItem>(
        IEnumerable<string> paths, AlertTaker<TItem> taker, AlertFileOptions options, [EnumeratorCancellation] CancellationToken stop)
    {
        using var set = new AlertSet<TItem>(paths, taker, options);
        while (await set.NextAsync(true, stop).ConfigureAwait(false))
        {
            if (set.TryTake(out var item)) yield return item;
        }
    }
}
