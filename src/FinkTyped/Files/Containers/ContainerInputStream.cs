namespace FinkTyped;

/// <summary>
/// What is left of an input, as a stream: for gzip's decompressor or an archive's reader, which take over after the first bytes were looked
/// at. Gzip's takes the end of the input for the end of the data, wherever that is. So an empty member follows the input: after whole data it
/// is nothing, and in the middle of data, or of their checksum, it is damage, which is told.
/// </summary>
internal sealed class ContainerInputStream(ContainerInput input, bool isGzip) : Stream
{
    private int _ended;

    /// <summary>How many bytes may still be read; whoever reads more gets an <see cref="InvalidDataException"/>.</summary>
    public long Allowance { get; set; } = long.MaxValue;

    /// <summary>Gzip's header, no data, and their checksum and length.</summary>
    private static ReadOnlySpan<byte> EmptyMember => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => input.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        input.FillAsync(LeastFor(buffer.Length), false, default).Ended();
        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await input.FillAsync(LeastFor(buffer.Length), true, cancellationToken).ConfigureAwait(false);
        return Take(buffer.Span);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }

    // A header of an archive is looked at as a whole.
    private int LeastFor(int count) => Allowance != long.MaxValue && count == TarHeader.Length ? count : 1;

    private int Take(Span<byte> buffer)
    {
        var isEnd = input.Buffered.IsEmpty;
        if (isEnd && !isGzip) return 0;
        var from = isEnd ? EmptyMember[_ended..] : input.Buffered;
        var count = Math.Min(buffer.Length, from.Length);
        if (count > Allowance || (Allowance != long.MaxValue && TarHeader.AnnouncesMore(from[..count], Allowance))) throw new InvalidDataException("a header goes on for too long");
        Allowance -= count;
        from[..count].CopyTo(buffer);
        if (isEnd) _ended += count;
        else input.Advance(count);
        return count;
    }
}
