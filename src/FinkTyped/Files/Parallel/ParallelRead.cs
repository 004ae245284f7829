using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace FinkTyped;

/// <summary>
/// Reads a set of files by several threads. Each takes a part, reads it, and hands over what comes of it; so many parts are under way or wait to be taken as
/// memory is to hold. Serves synchronous and asynchronous callers.
/// </summary>
internal sealed class ParallelRead<TItem> : IDisposable
{
    private const int EndedPerThread = 16;

    private readonly AlertParallelOptions _options;
    private readonly bool _keepsOrder;
    private readonly Func<AlertTaker<TItem>> _taker;
    private readonly Func<TItem, int> _alertsOf;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _end;
    private readonly PartQueue<TItem> _parts;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room;
    private readonly bool _async;
    private readonly Channel<AlertPart<TItem>> _order;
    private readonly Channel<AlertBatch<TItem>> _any;
    private readonly SemaphoreSlim _batches;
    private readonly Thread[] _threads;
    private readonly List<BadFile> _bad = [];
    private readonly HashSet<SplitFile> _open = [];
    private AlertPart<TItem>? _current;
    private AlertBatch<TItem>? _left;
    private int _running;
    private int _files;
    private long _bytes;
    private long _alerts;

    public ParallelRead(
        IEnumerable<string> paths, Func<AlertTaker<TItem>> taker, Func<TItem, int> alertsOf, AlertParallelOptions options, bool keepsOrder, bool async, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        _options = options;
        _keepsOrder = keepsOrder;
        _taker = taker;
        _alertsOf = alertsOf;
        _async = async;
        _stop = stop;
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _parts = new PartQueue<TItem>(paths, options.Files, options.PartBytes, async);
        // Without an order it is batches that are counted: a part that gave nothing holds nothing up.
        _room = new SemaphoreSlim(keepsOrder ? options.Threads + 2 : EndedPerThread * options.Threads);
        _batches = new SemaphoreSlim(options.Threads);
        // Who waits synchronously is woken by the thread that hands over, and not by a third one.
        _order = Channel.CreateUnbounded<AlertPart<TItem>>(new UnboundedChannelOptions { AllowSynchronousContinuations = !async });
        _any = Channel.CreateUnbounded<AlertBatch<TItem>>(new UnboundedChannelOptions { AllowSynchronousContinuations = !async });
        _running = options.Threads;
        _threads = [.. Enumerable.Range(0, options.Threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"alert files {i}" })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Gives the next items; null at the end.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public async ValueTask<TItem[]?> NextAsync()
    {
        while (true)
        {
            // Not before what came with its end was handed out: it may be bad.
            if (_left is { } left) Leave(left);
            _left = null;
            if (await TakeAsync().ConfigureAwait(false) is not { } batch) break;
            _stop.ThrowIfCancellationRequested();
            foreach (var item in batch.Items) _alerts += _alertsOf(item);
            if (batch.Ended is not null) _left = batch;
            if (batch.Items.Length > 0) return batch.Items;
        }

        ThrowAtEnd();
        return null;
    }

    public void Dispose()
    {
        _end.Cancel();
        foreach (var thread in _threads) thread.Join();
        _parts.Dispose();
        foreach (var file in _open) file.Dispose();
        _end.Dispose();
        _room.Dispose();
        _batches.Dispose();
    }

    private async ValueTask<AlertBatch<TItem>?> TakeAsync()
    {
        while (true)
        {
            var source = _any.Reader;
            if (_keepsOrder)
            {
                if (_current is null)
                {
                    if (!await WaitAsync(_order.Reader).ConfigureAwait(false)) return null;
                    _order.Reader.TryRead(out _current);
                }

                source = _current!.Output.Reader;
            }

            if (source.TryRead(out var batch))
            {
                if (batch.Ended is not null) _current = null;
                if (!_keepsOrder && batch.Items.Length > 0) _batches.Release();
                return batch;
            }

            if (!await WaitAsync(source).ConfigureAwait(false)) return null;
        }
    }

    private async ValueTask<bool> WaitAsync<T>(ChannelReader<T> source)
    {
        var isThere = source.WaitToReadAsync(_stop);
        return _async ? await isThere.ConfigureAwait(false) : isThere.IsCompleted ? isThere.Result : isThere.AsTask().GetAwaiter().GetResult();
    }

    private void Leave(AlertBatch<TItem> batch)
    {
        var (part, result) = (batch.Ended!, batch.Result);
        _room.Release();
        _bytes += part.Bytes;
        _files += result.Files;
        _options.Progress?.Invoke(new AlertReadProgress(_bytes, _alerts));
        foreach (var file in result.Bad ?? []) Note(file);
        if (part.File is { } split)
        {
            split.Note(part.Range.FirstBlock, result);
            if (result.Fault is { } fault && _options.Files.OnBadFile == OnBadFile.ThrowAtOnce) Note(new BadFile(split.Reader.Path, fault, result.Faults));
            // What stands for the end of the file is its last part, and counts it.
            if (part.Bytes == 0) _files++;
            if (split.Leave() is { } file) Note(file);
        }

        if (result.Thrown is { } thrown) ExceptionDispatchInfo.Throw(thrown);
    }

    private void Note(BadFile file)
    {
        _bad.Add(file);
        _options.Files.BadFileFound?.Invoke(file);
        if (_options.Files.OnBadFile == OnBadFile.ThrowAtOnce) ExceptionDispatchInfo.Throw(file.Exception);
    }

    private void ThrowAtEnd()
    {
        if (_bad.Count == 0 || _options.Files.OnBadFile != OnBadFile.ThrowAtEnd) return;
        if (_files == 1) ExceptionDispatchInfo.Throw(_bad[0].Exception);
        throw new AlertFilesException([.. _bad]);
    }

    private void Work()
    {
        try
        {
            var reader = new PartReader<TItem>(_taker(), _options.Files, Hand, _end.Token);
            while (NextPart() is { } part) reader.Read(part);
            reader.End();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Nobody waits for more.
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _order.Writer.TryComplete();
                _any.Writer.TryComplete();
            }
        }
    }

    // What finds the files may throw what it likes; it is told like what a part throws.
    private void Fail(Exception e)
    {
        var part = new AlertPart<TItem>([], null, default, 0, _async);
        lock (_gate) _order.Writer.TryWrite(part);
        try
        {
            Hand(part, new AlertBatch<TItem>([], part, new PartResult([], null, 0, e, 0)));
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it.
        }
    }

    private AlertPart<TItem>? NextPart()
    {
        _room.Wait(_end.Token);
        lock (_gate)
        {
            var part = _parts.Next();
            if (part is null)
            {
                _room.Release();
                return null;
            }

            if (part.File is not null) _open.Add(part.File);
            if (_keepsOrder) _order.Writer.TryWrite(part);
            return part;
        }
    }

    private void Hand(AlertPart<TItem>? part, AlertBatch<TItem> batch)
    {
        if (!_keepsOrder)
        {
            if (batch.Items.Length > 0) _batches.Wait(_end.Token);
            _any.Writer.TryWrite(batch);
        }
        else if (!part!.Output.Writer.TryWrite(batch))
        {
            part.Output.Writer.WriteAsync(batch, _end.Token).AsTask().GetAwaiter().GetResult();
        }
    }
}
