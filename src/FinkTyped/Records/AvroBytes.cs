using System.ComponentModel;

namespace FinkTyped.Generated;

/// <summary>
/// Bytes that are equal to others by content. Generated records keep their bytes in it, so that records are equal when their values are;
/// their properties show <see cref="ReadOnlyMemory{T}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AvroBytes : IEquatable<AvroBytes>
{
    // A hash has to be cheap, not perfect: cutouts are tens of kilobytes, and differ in their headers or in their last pixels.
    private const int Hashed = 64;

    /// <summary>Takes the memory as it is, without copying.</summary>
    public AvroBytes(ReadOnlyMemory<byte> memory) => Memory = memory;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>The bytes as they are, without copying.</summary>
    public static implicit operator AvroBytes(ReadOnlyMemory<byte> memory) => new(memory);

    /// <summary>The bytes as they are, without copying.</summary>
    public static implicit operator ReadOnlyMemory<byte>(AvroBytes bytes) => bytes.Memory;

    /// <summary>Whether both have the same bytes.</summary>
    public static bool operator ==(AvroBytes left, AvroBytes right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(AvroBytes left, AvroBytes right) => !left.Equals(right);

    /// <summary>Whether both have the same bytes.</summary>
    public bool Equals(AvroBytes other) => Memory.Span.SequenceEqual(other.Memory.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AvroBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var bytes = Memory.Span;
        var hash = new HashCode();
        hash.Add(bytes.Length);
        hash.AddBytes(bytes[..Math.Min(bytes.Length, Hashed)]);
        hash.AddBytes(bytes[^Math.Min(bytes.Length, Hashed)..]);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Memory.Length} bytes";
}
