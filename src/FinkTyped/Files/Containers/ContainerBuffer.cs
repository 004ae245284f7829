using System.Buffers;

namespace FinkTyped;

/// <summary>Bytes of one block: pooled and used again for the next, or, where views over it are handed out, left to them.</summary>
internal sealed class ContainerBuffer(bool pooled) : IBufferWriter<byte>, IDisposable
{
    private const int MinCapacity = 4096;

    // A pool keeps what it is given: one huge block would stay for ever.
    private const int MostPooled = 1024 * 1024;

    private byte[] _bytes = [];
    private int _length;
    private bool _isKept;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>How many bytes there are.</summary>
    public int Length => _length;

    /// <summary>Begins anew; views handed out stay valid where the buffer is not pooled, or was left to them.</summary>
    public void Clear()
    {
        _length = 0;
        if (!pooled || _isKept) _bytes = [];
        _isKept = false;
    }

    /// <summary>Leaves the memory to the views over it: it is neither used again nor given back.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Takes back all but the first bytes.</summary>
    public void CutTo(int length) => _length = length;

    /// <summary>The bytes from one on, to be written over.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, _length - start);

    /// <summary>Replaces bytes and gives all from there on.</summary>
    public ReadOnlyMemory<byte> Overwrite(int start, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(start));
        return _bytes.AsMemory(start, _length - start);
    }

    /// <summary>Room for at least so many bytes after the last.</summary>
    public Memory<byte> Memory(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => Memory(Math.Max(sizeHint, 1));

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Memory(Math.Max(sizeHint, 1)).Span;

    public void Dispose()
    {
        if (!_isKept) GiveBack();
        _bytes = [];
        _length = 0;
    }

    private void Grow(int count)
    {
        var capacity = (int)Math.Min(Math.Max(Math.Max(2L * _bytes.Length, MinCapacity), (long)_length + count), Array.MaxLength);
        capacity = Math.Max(capacity, _length + count);
        var larger = pooled && capacity <= MostPooled ? ArrayPool<byte>.Shared.Rent(capacity) : GC.AllocateUninitializedArray<byte>(capacity);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        if (pooled && _bytes.Length is > 0 and <= MostPooled) ArrayPool<byte>.Shared.Return(_bytes);
    }
}
