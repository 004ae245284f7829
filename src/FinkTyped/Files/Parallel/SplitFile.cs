namespace FinkTyped;

/// <summary>A file that is read in several parts. What is noted is so by the thread that asks for alerts.</summary>
internal sealed class SplitFile(AlertFileReader reader) : IDisposable
{
    private int _open = 1;
    private (long Block, Exception Exception)? _first;
    private long _faults;

    /// <summary>Knows header and schema.</summary>
    public AlertFileReader Reader => reader;

    /// <summary>One more part is of it.</summary>
    public void Add() => Interlocked.Increment(ref _open);

    /// <summary>Notes what was wrong in a part.</summary>
    public void Note(long block, PartResult result)
    {
        if (result.Fault is not { } fault) return;
        if (_first is null || block < _first.Value.Block) _first = (block, fault);
        _faults += result.Faults;
    }

    /// <summary>A part has been read, or there are no more; tells whether the file is bad when it was the last.</summary>
    public BadFile? Leave()
    {
        if (Interlocked.Decrement(ref _open) > 0) return null;
        Dispose();
        return _first is { } first ? new BadFile(reader.Path, first.Exception, _faults) : null;
    }

    public void Dispose() => reader.Dispose();
}
