using System.Buffers;

namespace FinkTyped.Plans;

/// <summary>A datum as the reader's schema has it, in pooled memory: read it, then dispose it.</summary>
internal ref struct ResolvedDatum
{
    private byte[] _buffer;
    private readonly int _length;

    public ResolvedDatum(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The bytes, until <see cref="Dispose"/>.</summary>
    public readonly ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
