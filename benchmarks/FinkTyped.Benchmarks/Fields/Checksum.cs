using System.Runtime.CompilerServices;

namespace FinkTyped.Benchmarks.Fields;

/// <summary>
/// Adds up the bits of values: cheap enough that the time is that of getting at them, and equal however an alert was decoded. A null
/// counts one, which tells it from zero. Of a text and of bytes it takes the length and the first byte.
/// </summary>
internal static class Checksum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, bool? value) => value is { } v ? sum + (v ? 2ul : 0) : sum + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, int? value) => value is { } v ? sum + (ulong)v : sum + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, long? value) => value is { } v ? sum + (ulong)v : sum + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, float? value) => value is { } v ? sum + BitConverter.SingleToUInt32Bits(v) : sum + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, double? value) => value is { } v ? sum + BitConverter.DoubleToUInt64Bits(v) : sum + 1;

    public static ulong Add(ulong sum, string? value) => value is null ? sum + 1 : value.Length == 0 ? sum : sum + (ulong)value.Length + value[0];

    public static ulong Add(ulong sum, AvroString value) => value.IsNull ? sum + 1 : Add(sum, value.Utf8Bytes);

    public static ulong Add(ulong sum, byte[]? value) => value is null ? sum + 1 : Add(sum, (ReadOnlySpan<byte>)value);

    public static ulong Add(ulong sum, ReadOnlyMemory<byte>? value) => value is { } v ? Add(sum, v.Span) : sum + 1;

    public static ulong Add(ulong sum, AvroBytesView value) => value.IsNull ? sum + 1 : Add(sum, value.Span);

    public static ulong Add(ulong sum, ReadOnlySpan<byte> value) => value.IsEmpty ? sum : sum + (ulong)value.Length + value[0];
}
