using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace FinkTyped;

/// <summary>A part of a file that is mapped into memory.</summary>
/// <remarks>
/// Bounds argument: spans are made of the mapped part alone, whose length is that of the view, which the system refuses beyond the file's end.
/// A file that is made shorter while it is mapped loses pages that were there: touching one ends the process, and reads nothing else.
/// Once disposed, no further span is given.
/// </remarks>
internal sealed unsafe class MappedBytes : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _length;
    private byte* _first;

    private MappedBytes(SafeFileHandle file, long start, int length)
    {
        _file = MemoryMappedFile.CreateFromFile(file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        try
        {
            _view = _file.CreateViewAccessor(start, length, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _first = pointer + _view.PointerOffset;
        _length = length;
        Start = start;
    }

    /// <summary>Where in the file it begins.</summary>
    public long Start { get; }

    /// <summary>Maps a part of a file; null where the system or the file refuses.</summary>
    public static MappedBytes? TryMap(SafeFileHandle file, long start, int length)
    {
        try
        {
            return new MappedBytes(file, start, length);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a part of the file is within it.</summary>
    public bool Holds(long start, int length) => start >= Start && start + length <= Start + _length;

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_first is null, this);
        return new Span<byte>(_first, _length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("mapped bytes are looked at, and not handed on");

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_first is null) return;
        _first = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
