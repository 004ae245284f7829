using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Text of an alert, still encoded: a window over valid UTF-8. Compare it with <c>"text"u8</c> or with a string; <see cref="ToString"/> makes
/// a string to keep.
/// </summary>
public readonly ref struct AvroString
{
    private readonly bool _hasValue;

    /// <summary>A window over valid UTF-8.</summary>
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

    /// <summary>Whether the text begins with UTF-8 text.</summary>
    public bool StartsWith(ReadOnlySpan<byte> utf8) => _hasValue && Utf8Bytes.StartsWith(utf8);

    /// <summary>Always false: a window is never boxed.</summary>
    public override bool Equals([NotNullWhen(true)] object? obj) => false;

    /// <summary>A hash of the text's bytes; equal texts have equal hashes.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text as a string of its own; empty for null.</summary>
    public override string ToString() => _hasValue ? AvroText.ToText(Utf8Bytes, 0) : string.Empty;
}
