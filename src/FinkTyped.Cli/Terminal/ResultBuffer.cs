using System.Buffers;

namespace FinkTyped.Cli.Terminal;

/// <summary>Writes to a stream through a small buffer, however long a line is.</summary>
internal sealed class ResultBuffer(Stream output) : IBufferWriter<byte>
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _length < Math.Max(sizeHint, 1)) Flush();
        if (_buffer.Length < sizeHint) _buffer = new byte[sizeHint];
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hands everything on.</summary>
    public void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }
}
