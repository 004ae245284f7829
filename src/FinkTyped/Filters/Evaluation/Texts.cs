using System.Globalization;
using System.Text;

namespace FinkTyped.Filters;

/// <summary>How two texts may be asked about each other.</summary>
internal enum TextTestKind
{
    Contains,
    StartsWith,
    EndsWith,
}

internal sealed class TextTest(TextValue text, TextTestKind kind, TextValue part) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var used = frame.ScratchUsed;
        var a = text.Get(ref frame);
        if (a.IsNull) return Truth.Unknown;
        var b = part.Get(ref frame);
        if (b.IsNull) return Truth.Unknown;
        frame.ScratchUsed = used;
        return Truths.Of(kind switch
        {
            TextTestKind.Contains => a.Utf8Bytes.IndexOf(b.Utf8Bytes) >= 0,
            TextTestKind.StartsWith => a.Utf8Bytes.StartsWith(b.Utf8Bytes),
            _ => a.Utf8Bytes.EndsWith(b.Utf8Bytes),
        });
    }
}

/// <summary>Whether a text fits a pattern in which % stands for any text and _ for one character.</summary>
internal sealed class LikeTest(TextValue text, string pattern) : Condition
{
    private readonly byte[] _pattern = Encoding.UTF8.GetBytes(pattern);

    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var used = frame.ScratchUsed;
        var value = text.Get(ref frame);
        if (value.IsNull) return Truth.Unknown;
        frame.ScratchUsed = used;
        return Truths.Of(Fits(value.Utf8Bytes, _pattern));
    }

    // Goes back to the last % alone: an earlier one cannot help where the last one has failed.
    private static bool Fits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        var (at, p, retry, retryAt) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                (retry, retryAt) = (++p, at);
            }
            else if (p < pattern.Length && (pattern[p] == '_' || pattern[p] == text[at]))
            {
                at += pattern[p++] == '_' ? CharacterLength(text[at]) : 1;
            }
            else
            {
                if (retry < 0) return false;
                (p, at) = (retry, retryAt += CharacterLength(text[retryAt]));
            }
        }

        return pattern[p..].IndexOfAnyExcept((byte)'%') < 0;
    }

    private static int CharacterLength(byte first) => first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// <summary>A text in lower or upper case, by the invariant culture's rules.</summary>
internal sealed class CasedText(TextValue text, bool isLower) : TextValue
{
    public override AvroString Get(scoped ref FilterFrame frame)
    {
        var value = text.Get(ref frame);
        if (value.IsNull) return value;
        var bytes = value.Utf8Bytes;
        var start = frame.ScratchUsed;
        // No character takes more than twice its bytes in the other case.
        var cased = frame.Scratch(2 * bytes.Length);
        var length = 0;
        while (!bytes.IsEmpty)
        {
            Rune.DecodeFromUtf8(bytes, out var rune, out var count);
            length += (isLower ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)).EncodeToUtf8(cased[length..]);
            bytes = bytes[count..];
        }

        frame.ScratchUsed = start + length;
        return new AvroString(cased[..length]);
    }
}

/// <summary>How many characters (code points) a text has.</summary>
internal sealed class TextLength(TextValue text) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        value = 0;
        var used = frame.ScratchUsed;
        var characters = text.Get(ref frame);
        frame.ScratchUsed = used;
        foreach (var b in characters.Utf8Bytes)
        {
            if ((b & 0xC0) != 0x80) value++;
        }

        return !characters.IsNull;
    }
}

/// <summary>The number that a text is; null where it is none.</summary>
internal sealed class TextNumber(TextValue text) : NumberValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        var used = frame.ScratchUsed;
        var digits = text.Get(ref frame);
        frame.ScratchUsed = used;
        return double.TryParse(digits.Utf8Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
