namespace FinkTyped;

/// <summary>Bytes of an alert, where they lie. Null and empty are told apart.</summary>
public readonly ref struct AvroBytesView
{
    private readonly bool _hasValue;

    /// <summary>Some bytes.</summary>
    public AvroBytesView(ReadOnlySpan<byte> span)
    {
        Span = span;
        _hasValue = true;
    }

    /// <summary>Whether there are no bytes at all: the field is null.</summary>
    public bool IsNull => !_hasValue;

    /// <summary>The bytes; empty for null.</summary>
    public ReadOnlySpan<byte> Span { get; }

    /// <summary>How many bytes there are.</summary>
    public int Length => Span.Length;

    /// <summary>The bytes; empty for null.</summary>
    public static implicit operator ReadOnlySpan<byte>(AvroBytesView bytes) => bytes.Span;

    /// <summary>A copy to keep; null for null.</summary>
    public ReadOnlyMemory<byte>? ToMemory()
    {
        if (!_hasValue) return null;
        if (Span.IsEmpty) return ReadOnlyMemory<byte>.Empty;
        return OwnBytes.Of(Span);
    }
}
