using System.Runtime.CompilerServices;

namespace FinkTyped;

// Files read by several threads.
public static partial class AlertFile
{
    /// <summary>
    /// Reads alerts by several threads: files are shared among them, and large ones are divided. Memory is bounded whatever the files have: some megabytes
    /// of alerts for each thread.
    /// </summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="options">How to read; <see cref="AlertParallelOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    /// <exception cref="OperationCanceledException">While reading: it was ended.</exception>
    public static IEnumerable<T> ReadParallel<T>(IEnumerable<string> paths, AlertParallelOptions? options = null, CancellationToken stop = default)
        where T : class, IAvroRecord<T> => ReadParallel(Checked(paths), () => RecordsOf<T>(options), options, stop);

    /// <summary>
    /// Evaluates a query on each alert, by several threads, and gives what comes of those that are wanted. The query's functions are called by several
    /// threads at a time: what takes long belongs there.
    /// </summary>
    /// <inheritdoc cref="ReadParallel{T}(IEnumerable{string}, AlertParallelOptions?, CancellationToken)" path="/*[not(self::param)]"/>
    /// <typeparam name="TAlert">The alerts that the query looks at.</typeparam>
    /// <typeparam name="TResult">What the query gives.</typeparam>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="query">What is wanted of which alerts.</param>
    /// <param name="options">How to read; <see cref="AlertParallelOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    public static IEnumerable<TResult> ReadParallel<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertParallelOptions? options = null, CancellationToken stop = default)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadParallel(Checked(paths), () => ResultsOf(query, options), options, stop);
    }

    /// <summary>Reads alerts by several threads, and waits for them asynchronously.</summary>
    /// <inheritdoc cref="ReadParallel{T}(IEnumerable{string}, AlertParallelOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<T> ReadParallelAsync<T>(
        IEnumerable<string> paths, AlertParallelOptions? options = null, CancellationToken stop = default)
        where T : class, IAvroRecord<T> => ReadParallelAsync(Checked(paths), () => RecordsOf<T>(options), options, stop);

    /// <summary>Evaluates a query on each alert, by several threads, and waits for what comes of them asynchronously.</summary>
    /// <inheritdoc cref="ReadParallel{TAlert, TResult}(IEnumerable{string}, AlertQuery{TAlert, TResult}, AlertParallelOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<TResult> ReadParallelAsync<TAlert, TResult>(
        IEnumerable<string> paths, AlertQuery<TAlert, TResult> query, AlertParallelOptions? options = null, CancellationToken stop = default)
        where TAlert : class, IAvroRecord<TAlert>
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadParallelAsync(Checked(paths), () => ResultsOf(query, options), options, stop);
    }

    /// <summary>Reads the bytes of alerts by several threads, which unpack what is packed. They stay valid for as long as they are referred to.</summary>
    /// <inheritdoc cref="ReadParallel{T}(IEnumerable{string}, AlertParallelOptions?, CancellationToken)"/>
    public static IEnumerable<AlertDatum> ReadDatumsParallel(IEnumerable<string> paths, AlertParallelOptions? options = null, CancellationToken stop = default) =>
        ReadParallel<AlertDatum>(Checked(paths), static () => new DatumTaker(AlertFileOptions.Default), options, stop);

    private static RecordTaker<T> RecordsOf<T>(AlertParallelOptions? options) where T : class, IAvroRecord<T> =>
        new((options ?? AlertParallelOptions.Default).Files.Resolution);

    private static QueryTaker<TAlert, TResult> ResultsOf<TAlert, TResult>(AlertQuery<TAlert, TResult> query, AlertParallelOptions? options)
        where TAlert : class, IAvroRecord<TAlert> => new(query, (options ?? AlertParallelOptions.Default).Files.Resolution);

    private static IEnumerable<TItem> ReadParallel<TItem>(
        IEnumerable<string> paths, Func<AlertTaker<TItem>> taker, AlertParallelOptions? options, CancellationToken stop)
    {
        options ??= AlertParallelOptions.Default;
        using var read = new ParallelRead<TItem>(paths, taker, static _ => 1, options, options.KeepsOrder, async: false, stop);
        while (read.NextAsync().Ended() is { } items)
        {
            foreach (var item in items) yield return item;
        }
    }

    private static async IAsyncEnumerable<TItem> ReadParallelAsync<TItem>(
        IEnumerable<string> paths, Func<AlertTaker<TItem>> taker, AlertParallelOptions? options, [EnumeratorCancellation] CancellationToken stop)
    {
        options ??= AlertParallelOptions.Default;
        using var read = new ParallelRead<TItem>(paths, taker, static _ => 1, options, options.KeepsOrder, async: true, stop);
        while (await read.NextAsync().ConfigureAwait(false) is { } items)
        {
            foreach (var item in items) yield return item;
        }
    }
}
