using System.Buffers;

namespace FinkTyped;

/// <summary>
/// Reads a container's stream through a small buffer. Every method serves synchronous and asynchronous callers: called synchronously, the
/// task it returns has ended.
/// </summary>
internal sealed class ContainerInput(Stream stream, bool leaveOpen) : IDisposable
{
    private const int BufferSize = 32 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;

    /// <summary>Bytes of the container taken so far.</summary>
    public long Position { get; private set; }

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
            var read = async
                ? await stream.ReadAsync(_buffer.AsMemory(_end), stop).ConfigureAwait(false)
                : stream.Read(_buffer.AsSpan(_end));
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

    /// <summary>Takes so many bytes, fewer where the stream ends. Memory grows with what comes, not with what was announced.</summary>
    public async ValueTask<int> TakeAsync(ContainerBuffer into, int count, bool async, CancellationToken stop)
    {
        const int FirstStep = 1024 * 1024;
        var taken = Math.Min(count, _end - _start);
        into.Clear();
        into.Write(_buffer.AsSpan(_start, taken));
        Advance(taken);
        for (var step = FirstStep; taken < count; step = Math.Min(2 * step, int.MaxValue / 2))
        {
            var room = into.Memory(Math.Min(count - taken, step))[..Math.Min(count - taken, step)];
            var read = async
                ? await stream.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false)
                : stream.ReadAtLeast(room.Span, room.Length, throwOnEndOfStream: false);
            into.Advance(read);
            Position += read;
            taken += read;
            if (read < room.Length) break;
        }

        return taken;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
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
