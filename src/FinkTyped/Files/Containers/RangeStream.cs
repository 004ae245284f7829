using Microsoft.Win32.SafeHandles;

namespace FinkTyped;

/// <summary>A part of a file that several threads read parts of.</summary>
internal sealed class RangeStream(SafeFileHandle file, long start, long end) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>Bytes from the beginning of the part, which may have become fewer than they were.</summary>
    public override long Length => Math.Min(end, RandomAccess.GetLength(file)) - start;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var left = end - start - Position;
        var read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, left)], start + Position);
        Position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
