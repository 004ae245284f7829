using System.Buffers;

namespace FinkTyped;

/// <summary>
/// Reads a container's stream through a small buffer. Every method serves synchronous and asynchronous callers: called synchronously, the
/// task it returns has ended.
/// </summary>
internal sealed class ContainerInput(Stream stream, bool leaveOpen) : IDisposable
{
    public const int BufferSize = 32 * 1024;

    /// <summary>What is read together with a block: the marker behind it, and the two lengths of the next.</summary>
    public const int Behind = ContainerHeader.SyncLength + (2 * Varint.MaxBytes);

    // Long enough that mapping is rare; what is mapped counts as memory of the process.
    private const int MappedAtOnce = 64 * 1024 * 1024;

    private MappedBytes? _mapped;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private long _length;

    /// <summary>Where in the container the next byte is to be taken; where the first was, for a stream of a part of it.</summary>
    public long Position { get; set; }

    /// <summary>How many bytes are read at once, though fewer may be asked for.</summary>
    public int ReadAhead { get; set; } = BufferSize;

    /// <summary>What is in the buffer and not yet taken.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads until so many bytes are buffered, or the stream ends; tells how many are.</summary>
    public async ValueTask<int> FillAsync(int count, bool async, CancellationToken stop)
    {
        if (_end - _start >= count) return _end - _start;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < count)
        {
            var room = Math.Min(_buffer.Length - _end, Math.Max(count - _end, ReadAhead));
            var read = async
                ? await stream.ReadAsync(_buffer.AsMemory(_end, room), stop).ConfigureAwait(false)
                : stream.Read(_buffer.AsSpan(_end, room));
            if (read == 0) break;
            _end += read;
        }

        return _end;
    }

    /// <summary>Takes bytes that are buffered.</summary>
    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Whether so many more bytes are known to be there and can be passed over: the stream is a file that is as long.</summary>
    public bool CanSkip(long count)
    {
        if (stream is not (FileStream { CanSeek: true } or RangeStream)) return false;
        var end = stream.Position - (_end - _start) + count;
        if (end > _length) _length = stream.Length;
        return end <= _length;
    }

    /// <summary>Passes over bytes that <see cref="CanSkip"/> told of.</summary>
    public void Skip(int count)
    {
        var buffered = Math.Min(count, _end - _start);
        Advance(buffered);
        if (count > buffered) stream.Position += count - buffered;
        Position += count - buffered;
    }

    /// <summary>
    /// Lends bytes where they are mapped into memory, and passes over them; false where the stream is no file, or the file not as long. They are of use
    /// until the next are asked for.
    /// </summary>
    public bool TryLend(int count, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (stream is not FileStream file || !CanSkip(count)) return false;
        var start = file.Position - (_end - _start);
        if (_mapped is null || !_mapped.Holds(start, count))
        {
            ((IDisposable?)_mapped)?.Dispose();
            _mapped = MappedBytes.TryMap(file.SafeFileHandle, start, (int)Math.Min(Math.Max(count, MappedAtOnce), _length - start));
            if (_mapped is null) return false;
        }

        bytes = _mapped.Memory.Slice((int)(start - _mapped.Start), count);
        Skip(count);
        // What is read is what stands between the blocks.
        ReadAhead = Behind;
        return true;
    }

    /// <summary>Takes what is buffered of so many bytes, for which there is room then: the others are for <see cref="Take"/>, or to be skipped.</summary>
    public int TakeBuffered(ContainerBuffer into, int count)
    {
        var taken = Math.Min(count, _end - _start);
        into.Clear();
        into.Memory(count);
        into.Write(_buffer.AsSpan(_start, taken));
        into.Advance(count - taken);
        Advance(taken);
        return taken;
    }

    /// <summary>Takes bytes; tells how many there were.</summary>
    public int Take(Span<byte> bytes)
    {
        var taken = TakeBuffered(bytes);
        var rest = bytes[taken..];
        if (rest.IsEmpty) return taken;
        // Of what is small, more is read at once and copied.
        if (rest.Length <= BufferSize / 2 && ReadAhead > rest.Length)
        {
            FillAsync(rest.Length, false, default).Ended();
            return taken + TakeBuffered(rest);
        }

        var read = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        Position += read;
        return taken + read;
    }

    /// <summary>Reads bytes that were passed over, and goes back; tells how many there were.</summary>
    public int ReadAt(long position, Span<byte> bytes)
    {
        var here = stream.Position;
        stream.Position = here - (_end - _start) + position - Position;
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        stream.Position = here;
        return read;
    }

    /// <summary>Takes so many bytes, fewer where the stream ends. Memory grows with what comes, not with what was announced.</summary>
    public async ValueTask<int> TakeAsync(ContainerBuffer into, int count, bool async, CancellationToken stop)
    {
        const int FirstStep = 1024 * 1024;
        // Of what is small, much is read at once and copied; what is large is read to where it belongs.
        if (count <= BufferSize / 2) await FillAsync(count, async, stop).ConfigureAwait(false);
        var taken = Math.Min(count, _end - _start);
        into.Clear();
        into.Write(_buffer.AsSpan(_start, taken));
        Advance(taken);
        for (var step = FirstStep; taken < count; step = Math.Min(2 * step, int.MaxValue / 2))
        {
            var wanted = Math.Min(count - taken, step);
            // With the end of a block comes what is needed to go on: one call for each.
            var room = into.Memory(wanted + Behind)[..(wanted + (taken + wanted == count ? Behind : 0))];
            var read = async
                ? await stream.ReadAtLeastAsync(room, wanted, throwOnEndOfStream: false, stop).ConfigureAwait(false)
                : stream.ReadAtLeast(room.Span, wanted, throwOnEndOfStream: false);
            var more = Math.Max(0, read - wanted);
            room.Span.Slice(wanted, more).CopyTo(_buffer);
            (_start, _end) = (0, more);
            into.Advance(read - more);
            Position += read - more;
            taken += read - more;
            if (read < wanted) break;
        }

        return taken;
    }

    private int TakeBuffered(Span<byte> into)
    {
        var taken = Math.Min(into.Length, _end - _start);
        _buffer.AsSpan(_start, taken).CopyTo(into);
        Advance(taken);
        return taken;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ((IDisposable?)_mapped)?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        if (!leaveOpen) stream.Dispose();
    }
}

/// <summary>The synchronous side of methods that serve both.</summary>
internal static class EndedTask
{
    /// <summary>The result of a task that was asked to run synchronously, and so has ended.</summary>
    public static T Ended<T>(this ValueTask<T> task) =>
        task.IsCompleted ? task.Result : throw new InvalidOperationException("A synchronous call went on asynchronously.");
}
