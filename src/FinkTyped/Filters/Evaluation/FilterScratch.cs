namespace FinkTyped.Filters;

/// <summary>Memory for texts that filters make, one piece for each thread.</summary>
internal sealed class FilterScratch
{
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static FilterScratch? _free;

    private byte[] _bytes = new byte[256];

    public static FilterScratch Take()
    {
        var scratch = _free ?? new FilterScratch();
        _free = null;
        return scratch;
    }

    /// <summary>A piece of the memory. Pieces given before stay as they are, also when there is new memory.</summary>
    public Span<byte> Span(int start, int length)
    {
        if (_bytes.Length - start < length) _bytes = new byte[Math.Max(2 * _bytes.Length, start + length)];
        return _bytes.AsSpan(start, length);
    }

    public void GiveBack()
    {
        if (_bytes.Length <= MostKept) _free = this;
    }
}
