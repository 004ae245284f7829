using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Makes JSON of what is met in the texts of schemas and is none: comments, in which schema files have their licences, become spaces; NaN and the
/// infinities, as Python prints them among defaults, become texts; UTF-16 that is marked as such becomes UTF-8. The generator takes the same.
/// </summary>
internal static class SchemaTextCleaner
{
    /// <summary>The text as JSON; null where there is nothing to clean.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isLenient">Whether characters that are none, in docs and the like, are replaced too.</param>
    public static byte[]? Clean(ReadOnlySpan<byte> text, bool isLenient)
    {
        // As some shells of Windows write what is sent to a file.
        var utf16 = text.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode : text.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode : null;
        var isRepaired = utf16 is not null || (isLenient && !System.Text.Unicode.Utf8.IsValid(text));
        if (utf16 is not null) text = Encoding.UTF8.GetBytes(utf16.GetString(text[2..]));
        else if (isRepaired) text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
        var output = new ArrayBufferWriter<byte>(text.Length + 1);
        var rest = text;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAny("\"/NI-"u8);
            if (length < 0) length = rest.Length;
            output.Write(rest[..length]);
            rest = rest[length..];
            if (rest.IsEmpty) break;
            var used = rest[0] switch
            {
                (byte)'"' => CopyText(rest, output, isLenient),
                (byte)'/' => CopyComment(rest, output),
                _ => CopyNumber(rest, output),
            };
            rest = rest[used..];
        }

        return isRepaired || !output.WrittenSpan.SequenceEqual(text) ? output.WrittenSpan.ToArray() : null;
    }

    private static int CopyText(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> output, bool isLenient)
    {
        var at = 1;
        while (at < rest.Length && rest[at] != '"') at += rest[at] == '\\' ? 2 : 1;
        var text = rest[..Math.Min(at + 1, rest.Length)].ToArray();
        if (isLenient) Repair(text);
        output.Write(text);
        return text.Length;
    }

    /// <summary>Replaces control characters by spaces, and escaped halves of surrogate pairs by the replacement character.</summary>
    private static void Repair(Span<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ')
            {
                text[i] = (byte)' ';
            }
            else if (text[i] == '\\')
            {
                var first = Escaped(text[i..]);
                if (char.IsHighSurrogate(first) && i + 6 < text.Length && char.IsLowSurrogate(Escaped(text[(i + 6)..]))) i += 11;
                else if (char.IsSurrogate(first)) "\\ufffd"u8.CopyTo(text[i..]);
                else i++;
            }
        }
    }

    // The character of an escape with four digits at the beginning; NUL where there is none.
    private static char Escaped(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && text[0] == '\\' && text[1] == 'u' && Utf8Parser.TryParse(text[2..6], out ushort code, out var used, 'x') && used == 4 ? (char)code : '\0';

    // Lines are kept, for those who look for a fault by its line.
    private static int CopyComment(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> output)
    {
        int length;
        if (rest.StartsWith("//"u8))
        {
            length = rest.IndexOfAny("\r\n"u8) is >= 0 and var line ? line : rest.Length;
        }
        else if (rest.StartsWith("/*"u8))
        {
            length = rest[2..].IndexOf("*/"u8) + 4;
            // One without its end is no comment, and what follows is none either: nobody looks for its end again.
            if (length < 4) return Copy(rest, rest.Length, output);
        }
        else
        {
            return Copy(rest, 1, output);
        }

        foreach (var c in rest[..length]) output.Write([c is (byte)'\n' or (byte)'\r' ? c : (byte)' ']);
        return length;
    }

    private static int CopyNumber(ReadOnlySpan<byte> rest, ArrayBufferWriter<byte> output)
    {
        var length = rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
        if (length == 0) return Copy(rest, 1, output);
        output.Write("\""u8);
        output.Write(rest[..length]);
        output.Write("\""u8);
        return length;
    }

    private static int Copy(ReadOnlySpan<byte> rest, int length, ArrayBufferWriter<byte> output)
    {
        output.Write(rest[..length]);
        return length;
    }
}
