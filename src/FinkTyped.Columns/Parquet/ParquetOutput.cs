using System.Buffers.Binary;

namespace FinkTyped.Columns.Parquet;

/// <summary>Passes on what is written of a file, and keeps its footer back until it says all there is to say.</summary>
internal sealed class ParquetOutput(Stream output) : Stream
{
    // Behind the footer stand its length and the format's name.
    private const int TailBytes = 8;

    private MemoryStream? _footer;

    public override bool CanRead => false;

    public override bool CanSeek => output.CanSeek;

    public override bool CanWrite => true;

    public override long Length => output.Length;

    public override long Position { get => output.Position; set => output.Position = value; }

    /// <summary>What is written from now on is the footer.</summary>
    public void BeginFooter() => _footer = new MemoryStream();

    /// <summary>Writes the footer.</summary>
    /// <param name="leaves">What each column that holds values stands for.</param>
    public async Task EndAsync(IReadOnlyList<ParquetAnnotation?> leaves)
    {
        var written = _footer!.GetBuffer().AsMemory(0, (int)_footer.Length);
        var footer = ParquetFooter.Annotate(written.Span[..^TailBytes], leaves);
        var tail = written[^TailBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(tail.Span, footer.Length);
        await output.WriteAsync(footer).ConfigureAwait(false);
        await output.WriteAsync(tail).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_footer is null) output.Write(buffer);
        else _footer.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _footer is null ? output.WriteAsync(buffer, cancellationToken) : _footer.WriteAsync(buffer, cancellationToken);

    // Asked for with each page; what is written goes out when it is whole.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => output.Seek(offset, origin);

    public override void SetLength(long value) => output.SetLength(value);
}
