using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Text of an alert, still encoded, as valid UTF-8. Compare it with <c>"text"u8</c> or with a string, take it for the span of bytes that it is
/// (<c>alert.Band is [(byte)'g']</c> or <c>switch</c> over <see cref="Utf8Bytes"/>); <see cref="ToString"/> makes a string to keep. Comparisons are ordinal.
/// </summary>
public readonly ref struct AvroString
{
    private readonly bool _hasValue;

    /// <summary>Text that is valid UTF-8.</summary>
    public AvroString(ReadOnlySpan<byte> utf8)
    {
        Utf8Bytes = utf8;
        _hasValue = true;
    }

    /// <summary>Whether there is no text at all: the field is null. Null equals nothing but null.</summary>
    public bool IsNull => !_hasValue;

    /// <summary>The text as UTF-8; empty for null.</summary>
    public ReadOnlySpan<byte> Utf8Bytes { get; }

    /// <summary>Bytes of the text in UTF-8.</summary>
    public int Length => Utf8Bytes.Length;

    /// <summary>Whether the text equals UTF-8 text.</summary>
    public static bool operator ==(AvroString left, ReadOnlySpan<byte> right) => left.Equals(right);

    /// <summary>Whether the text differs from UTF-8 text.</summary>
    public static bool operator !=(AvroString left, ReadOnlySpan<byte> right) => !left.Equals(right);

    /// <summary>Whether the text equals a string; null equals null.</summary>
    public static bool operator ==(AvroString left, string? right) => left.Equals(right);

    /// <summary>Whether the text differs from a string.</summary>
    public static bool operator !=(AvroString left, string? right) => !left.Equals(right);

    /// <summary>Whether both are the same text, or both null.</summary>
    public static bool operator ==(AvroString left, AvroString right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(AvroString left, AvroString right) => !left.Equals(right);

    /// <summary>Whether the text equals UTF-8 text.</summary>
    public bool Equals(ReadOnlySpan<byte> utf8) => _hasValue && Utf8Bytes.SequenceEqual(utf8);

    /// <summary>Whether both are the same text, or both null.</summary>
    public bool Equals(AvroString other) => _hasValue == other._hasValue && Utf8Bytes.SequenceEqual(other.Utf8Bytes);

    /// <summary>Whether the text equals a string; null equals null.</summary>
    public bool Equals(string? text)
    {
        if (text is null) return !_hasValue;
        return _hasValue && Equals(text.AsSpan());
    }

    /// <summary>Whether the text equals UTF-16 text.</summary>
    public bool Equals(ReadOnlySpan<char> text)
    {
        if (!_hasValue || text.Length > Utf8Bytes.Length) return false;
        if (Ascii.Equals(Utf8Bytes, text)) return true;
        if (Ascii.IsValid(Utf8Bytes)) return false;
        // Rune by rune, so that text of any length needs no memory.
        var bytes = Utf8Bytes;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.DecodeFromUtf8(bytes, out var mine, out var length) != System.Buffers.OperationStatus.Done || mine != rune) return false;
            bytes = bytes[length..];
        }

        return bytes.IsEmpty;
    }

    /// <summary>The text as UTF-8; empty for null.</summary>
    public static implicit operator ReadOnlySpan<byte>(AvroString text) => text.Utf8Bytes;

    /// <summary>A byte of the text in UTF-8, which lets list patterns look at it.</summary>
    /// <exception cref="IndexOutOfRangeException">There are not so many bytes.</exception>
    public byte this[int index] => Utf8Bytes[index];

    /// <summary>Whether the text begins with UTF-8 text; null begins with nothing.</summary>
    public bool StartsWith(ReadOnlySpan<byte> utf8) => _hasValue && Utf8Bytes.StartsWith(utf8);

    /// <summary>Whether the text begins with other text; null begins with nothing.</summary>
    public bool StartsWith(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = Encoding.UTF8.GetByteCount(text);
        return _hasValue && length <= Utf8Bytes.Length && new AvroString(Utf8Bytes[..length]).Equals(text);
    }

    /// <summary>Whether the text ends with UTF-8 text; null ends with nothing.</summary>
    public bool EndsWith(ReadOnlySpan<byte> utf8) => _hasValue && Utf8Bytes.EndsWith(utf8);

    /// <summary>Whether the text ends with other text; null ends with nothing.</summary>
    public bool EndsWith(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = Encoding.UTF8.GetByteCount(text);
        return _hasValue && length <= Utf8Bytes.Length && new AvroString(Utf8Bytes[^length..]).Equals(text);
    }

    /// <summary>Whether UTF-8 text is part of the text; null contains nothing.</summary>
    public bool Contains(ReadOnlySpan<byte> utf8) => _hasValue && Utf8Bytes.IndexOf(utf8) >= 0;

    /// <summary>Whether other text is part of the text; null contains nothing.</summary>
    public bool Contains(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!_hasValue || text.Length > Utf8Bytes.Length) return false;
        return Contains(AvroText.ToUtf8(text, stackalloc byte[AvroText.MostOnStack]));
    }

    /// <summary>Always false: a view is never boxed.</summary>
    public override bool Equals([NotNullWhen(true)] object? obj) => false;

    /// <summary>A hash of the text's bytes; equal texts have equal hashes.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text as a string of its own; null for null.</summary>
    public string? ToStringOrNull() => _hasValue ? ToString() : null;

    /// <summary>The text as a string of its own; empty for null.</summary>
    public override string ToString() => _hasValue ? AvroText.ToText(Utf8Bytes, 0) : string.Empty;
}
