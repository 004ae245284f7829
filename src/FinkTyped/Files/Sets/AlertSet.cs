using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace FinkTyped;

/// <summary>
/// Reads a set of files, one after the other: goes on behind what cannot be read, and tells of it as the options say. Every method serves
/// synchronous and asynchronous callers.
/// </summary>
internal sealed class AlertSet<TItem>(IEnumerable<string> paths, AlertTaker<TItem> taker, AlertFileOptions options, LookAhead? ahead = null) : IDisposable
{
    private readonly ContainerQueue _files = new(paths, options, taker.Use, ahead ?? new LookAhead());
    private readonly List<BadFile> _bad = [];
    private AlertFileReader? _reader;
    private Exception? _fault;
    private long _faults;

    /// <summary>How many files were met.</summary>
    public int FileCount => _files.Count;

    /// <summary>About how many bytes the next alert has.</summary>
    public int BytesOfNext => _reader!.BytesOfNext;

    /// <summary>Makes sure that there is a next alert in memory; false at the end of the last file.</summary>
    public async ValueTask<bool> NextAsync(bool async, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (_reader is { } reader && await reader.NextBlockAsync(async, stop).ConfigureAwait(false)) return true;
                Leave();
                _reader = await _files.NextAsync(async, stop).ConfigureAwait(false);
                if (_reader is null) break;
            }
            catch (Exception e) when (IsFault(e))
            {
                // A reader may go on behind a damaged block; else it has ended.
                AddFault(e);
            }
        }

        ThrowAtEnd();
        return false;
    }

    /// <summary>Takes the alert that is there; false where it is not wanted, or cannot be read.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TItem item)
    {
        try
        {
            return taker.TryTake(_reader!, out item);
        }
        catch (SchemaResolutionException e)
        {
            // No other alert of the file will do better.
            AddFault(new SchemaResolutionException(_files.Path, e));
            Close();
        }
        catch (AvroException e)
        {
            AddFault(e);
        }

        item = default;
        return false;
    }

    public void Dispose()
    {
        Leave();
        _files.Dispose();
    }

    internal static bool IsFault(Exception e) => e is AvroException or IOException or InvalidDataException or UnauthorizedAccessException;

    private void AddFault(Exception fault)
    {
        _fault ??= fault;
        _faults++;
        if (options.OnBadFile != OnBadFile.ThrowAtOnce) return;
        Leave();
        ExceptionDispatchInfo.Throw(fault);
    }

    private void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }

    /// <summary>Leaves a file, and tells if it was bad.</summary>
    private void Leave()
    {
        Close();
        if (_fault is not { } fault) return;
        var file = new BadFile(_files.Path, fault, _faults);
        (_fault, _faults) = (null, 0);
        if (options.OnBadFile == OnBadFile.ThrowAtEnd) _bad.Add(file);
        options.BadFileFound?.Invoke(file);
    }

    private void ThrowAtEnd()
    {
        if (_bad.Count == 0) return;
        if (_files.Count == 1) ExceptionDispatchInfo.Throw(_bad[0].Exception);
        throw new AlertFilesException([.. _bad]);
    }
}
