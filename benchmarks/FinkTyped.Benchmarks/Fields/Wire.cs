using System.Runtime.CompilerServices;

namespace FinkTyped.Benchmarks.Fields;

/// <summary>
/// Steps over one value each, unchecked: what the scan floor is made of. Unions are those of Fink's writers, a type and then null. Each
/// branches on the union's byte on purpose; a step computed from it would wait for every byte before.
/// </summary>
internal static class Wire
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableBoolean(ref byte origin, nint at) => Unsafe.Add(ref origin, at) == 0 ? at + 2 : at + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableFloat(ref byte origin, nint at) => Unsafe.Add(ref origin, at) == 0 ? at + 5 : at + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableDouble(ref byte origin, nint at) => Unsafe.Add(ref origin, at) == 0 ? at + 9 : at + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableInt(ref byte origin, nint at) => NullableLong(ref origin, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableLong(ref byte origin, nint at) => Unsafe.Add(ref origin, at) == 0 ? Long(ref origin, at + 1) : at + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableString(ref byte origin, nint at) => Unsafe.Add(ref origin, at) == 0 ? Bytes(ref origin, at + 1) : at + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NullableBytes(ref byte origin, nint at) => NullableString(ref origin, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint String(ref byte origin, nint at) => Bytes(ref origin, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Long(ref byte origin, nint at)
    {
        while (Unsafe.Add(ref origin, at) >= 0x80) at++;
        return at + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Bytes(ref byte origin, nint at)
    {
        nint length = Unsafe.Add(ref origin, at);
        return length < 0x80 ? at + 1 + (length >> 1) : LongBytes(ref origin, at);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint LongBytes(ref byte origin, nint at)
    {
        var length = Value(ref origin, ref at);
        return at + length;
    }

    /// <summary>How many items the next block has; none at the end.</summary>
    public static nint Block(ref byte origin, ref nint at)
    {
        var count = Value(ref origin, ref at);
        if (count >= 0) return count;
        Value(ref origin, ref at);
        return -count;
    }

    private static nint Value(ref byte origin, ref nint at)
    {
        nuint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            nuint next = Unsafe.Add(ref origin, at++);
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return (nint)(value >> 1) ^ -(nint)(value & 1);
        }
    }
}
