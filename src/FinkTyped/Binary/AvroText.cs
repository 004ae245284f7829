using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace FinkTyped;

/// <summary>
/// UTF-8 of a datum to text, strictly. Alerts repeat themselves (bands, versions, class names), so short texts that came before are shared
/// instead of made again.
/// </summary>
internal static class AvroText
{
    private const int MaxShared = 32;
    private const int Places = 1024;

    /// <summary>How much room on the stack is enough for most texts (<see cref="ToUtf8"/>).</summary>
    public const int MostOnStack = 256;

    // One character, as bands and flags are, needs no search.
    private static readonly string[] SingleAscii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    // The last text of each hash, for each thread.
    [ThreadStatic]
    private static string?[]? _shared;

    /// <summary>The text of <paramref name="utf8"/>; <paramref name="offset"/> is where it began, for the error.</summary>
    public static string ToText(ReadOnlySpan<byte> utf8, int offset)
    {
        if (utf8.Length <= 1)
        {
            if (utf8.IsEmpty) return string.Empty;
            if (utf8[0] < 128) return SingleAscii[utf8[0]];
        }

        return utf8.Length <= MaxShared ? Share(utf8, offset) : Make(utf8, offset);
    }

    /// <summary>The UTF-8 of a text that somebody looks for, in the memory given where it is enough.</summary>
    public static ReadOnlySpan<byte> ToUtf8(string text, Span<byte> room)
    {
        // Longer text than anybody looks for costs an array.
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > room.Length) room = new byte[length];
        return room[..Encoding.UTF8.GetBytes(text, room)];
    }

    private static string Share(ReadOnlySpan<byte> utf8, int offset)
    {
        var shared = _shared ??= new string?[Places];
        ref var place = ref shared[Hash(utf8) % Places];
        if (place is { } known && known.Length == utf8.Length && Ascii.Equals(utf8, known)) return known;
        return place = Make(utf8, offset);
    }

    private static string Make(ReadOnlySpan<byte> utf8, int offset)
    {
        // Nearly all text of alerts is ASCII, which is widened in one pass instead of counted and then decoded.
        if (Ascii.IsValid(utf8)) return Encoding.Latin1.GetString(utf8);
        if (!Utf8.IsValid(utf8)) AvroErrors.NotUtf8(offset);
        return Encoding.UTF8.GetString(utf8);
    }

    // The length, the beginning and the end tell the texts of alerts apart.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong first, last;
        if (utf8.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(utf8);
            last = BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]);
        }
        else
        {
            first = utf8[0] | ((ulong)utf8[utf8.Length / 2] << 8);
            last = utf8[^1];
        }

        return (uint)(((first ^ (last * 0x9E37_79B9_7F4A_7C15)) + (ulong)utf8.Length) * 0xC2B2_AE3D_27D4_EB4F >> 40);
    }
}
