using FinkTyped.Generated;

namespace FinkTyped;

/// <summary>When two items of an array, or two values of a map, are equal: by value, and bytes by content.</summary>
internal static class ItemEquality
{
    public static bool Equals<T>(T left, T right)
    {
        // Known when the code is compiled for a type; nothing is boxed.
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            return ((ReadOnlyMemory<byte>)(object)left!).Span.SequenceEqual(((ReadOnlyMemory<byte>)(object)right!).Span);
        }

        if (typeof(T) == typeof(ReadOnlyMemory<byte>?))
        {
            return Nullable.Equals(Bytes((ReadOnlyMemory<byte>?)(object?)left), Bytes((ReadOnlyMemory<byte>?)(object?)right));
        }

        return EqualityComparer<T>.Default.Equals(left, right);
    }

    public static int GetHashCode<T>(T value)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<byte>)) return new AvroBytes((ReadOnlyMemory<byte>)(object)value!).GetHashCode();
        if (typeof(T) == typeof(ReadOnlyMemory<byte>?)) return Bytes((ReadOnlyMemory<byte>?)(object?)value).GetHashCode();
        return value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value);
    }

    private static AvroBytes? Bytes(ReadOnlyMemory<byte>? memory) => memory;
}
