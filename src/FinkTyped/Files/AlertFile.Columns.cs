using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using FinkTyped.Columns;

namespace FinkTyped;

// Files as columns.
public static partial class AlertFile
{
    /// <summary>
    /// Reads alerts as columns: batch after batch, as large as the options say. What is not looked at of an alert is not read from its file where that saves
    /// time, and no memory is taken but that of the columns.
    /// </summary>
    /// <param name="paths">Files, folders, patterns.</param>
    /// <param name="options">What is wanted of which alerts; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The columns, which are filled anew when the next ones are asked for. None where there is no alert.</returns>
    /// <exception cref="AvroPathException">While reading: a field that is wanted is not there.</exception>
    /// <exception cref="AvroException">While reading: a file is bad, or, at the end, some were (<see cref="AlertFilesException"/>).</exception>
    /// <exception cref="IOException">While reading: the one file there is cannot be opened or read.</exception>
    public static IEnumerable<AlertColumns> ReadColumns(IEnumerable<string> paths, ColumnOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= ColumnOptions.Default;
        return options.Threads == 1 ? ReadColumnsAlone(paths, options, stop) : ReadColumnsParallel(paths, options, stop);
    }

    /// <summary>Reads alerts as columns, and waits for them asynchronously where several threads read.</summary>
    /// <inheritdoc cref="ReadColumns(IEnumerable{string}, ColumnOptions?, CancellationToken)"/>
    public static async IAsyncEnumerable<AlertColumns> ReadColumnsAsync(
        IEnumerable<string> paths, ColumnOptions? options = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options ??= ColumnOptions.Default;
        if (options.Threads == 1)
        {
            foreach (var columns in ReadColumnsAlone(paths, options, stop)) yield return columns;
            yield break;
        }

        using var pool = new ColumnPool();
        using var read = InParallel(paths, options, pool, async: true, stop);
        while (await read.NextAsync().ConfigureAwait(false) is { } batches)
        {
            foreach (var columns in batches)
            {
                yield return columns;
                pool.GiveBack(columns);
            }
        }
    }

    private static IEnumerable<AlertColumns> ReadColumnsAlone(IEnumerable<string> paths, ColumnOptions options, CancellationToken stop)
    {
        using var pool = new ColumnPool();
        var taker = new ColumnTaker(options, pool);
        using var set = new AlertSet<AlertColumns>(paths, taker, options.Files);
        Exception? fault = null;
        while (TryNext(set, stop, ref fault))
        {
            if (!set.TryTake(out var full)) continue;
            yield return full;
            pool.GiveBack(full);
        }

        if (taker.TryFinish(out var last)) yield return last;
        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
    }

    // What is bad is told behind the last columns: what is whole comes before.
    private static bool TryNext(AlertSet<AlertColumns> set, CancellationToken stop, ref Exception? fault)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return set.NextAsync(false, default).Ended();
        }
        catch (Exception e) when (AlertSet<AlertColumns>.IsFault(e))
        {
            fault = e;
            return false;
        }
    }

    private static IEnumerable<AlertColumns> ReadColumnsParallel(IEnumerable<string> paths, ColumnOptions options, CancellationToken stop)
    {
        using var pool = new ColumnPool();
        using var read = InParallel(paths, options, pool, async: false, stop);
        while (read.NextAsync().Ended() is { } batches)
        {
            foreach (var columns in batches)
            {
                yield return columns;
                pool.GiveBack(columns);
            }
        }
    }

    private static ParallelRead<AlertColumns> InParallel(IEnumerable<string> paths, ColumnOptions options, ColumnPool pool, bool async, CancellationToken stop)
    {
        var how = new AlertParallelOptions { Files = options.Files, Threads = options.Threads, KeepsOrder = false, Progress = options.Progress };
        return new ParallelRead<AlertColumns>(paths, () => new ColumnTaker(options, pool), static columns => columns.Count, how, keepsOrder: false, async, stop);
    }
}
