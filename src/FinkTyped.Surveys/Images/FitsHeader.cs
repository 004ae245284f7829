using System.Globalization;
using System.Text;

namespace FinkTyped.Astronomy;

/// <summary>The cards of one FITS header: keywords of up to eight letters and their values, without comments.</summary>
internal sealed class FitsHeader
{
    public const int BlockLength = 2880;
    private const int CardLength = 80;
    private const int KeywordLength = 8;

    private readonly Dictionary<string, string> _cards = new(StringComparer.Ordinal);
    private readonly long _offset;

    private FitsHeader(long offset) => _offset = offset;

    /// <summary>Reads the header at <paramref name="position"/> and moves to the data behind it.</summary>
    public static FitsHeader Read(ReadOnlySpan<byte> file, ref int position)
    {
        var header = new FitsHeader(position);
        for (var at = position; at <= file.Length - CardLength; at += CardLength)
        {
            var card = file.Slice(at, CardLength);
            var keyword = Encoding.Latin1.GetString(card[..KeywordLength]).TrimEnd();
            if (at == position && keyword is not ("SIMPLE" or "XTENSION")) throw new FitsException($"a header begins with '{PrintableText.Of(keyword)}'", at);
            if (keyword == "END")
            {
                position = Math.Min(NextBlock(at + CardLength), file.Length);
                return header;
            }

            if (card[KeywordLength] == '=') header._cards[keyword] = ParseValue(Encoding.Latin1.GetString(card[(KeywordLength + 1)..]));
        }

        throw new FitsException("the header has no END", position);
    }

    /// <summary>The value of a card; null where there is none.</summary>
    public string? Text(string keyword) => _cards.GetValueOrDefault(keyword);

    /// <summary>The value of a card as a real number; null where there is none. FITS allows D for the exponent's E.</summary>
    public double? Real(string keyword)
    {
        if (Text(keyword) is not { } text) return null;
        return TryReal(keyword, out var value)
            ? value
            : throw new FitsException($"{keyword} is no number: '{PrintableText.Of(text)}'", _offset);
    }

    /// <summary>The value of a card as a real number; false where there is none.</summary>
    public bool TryReal(string keyword, out double value) =>
        double.TryParse(Text(keyword)?.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>
    /// The value of a card as a whole number; <paramref name="absent"/> where there is none, an error where that is null.
    /// </summary>
    public int Integer(string keyword, int? absent = null)
    {
        if (Text(keyword) is not { } text) return absent ?? throw new FitsException($"{keyword} is missing", _offset);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FitsException($"{keyword} is no whole number: '{PrintableText.Of(text)}'", _offset);
    }

    /// <summary>The start of the first block at or behind <paramref name="position"/>.</summary>
    public static int NextBlock(int position) => (int)Math.Min(int.MaxValue, (position + BlockLength - 1L) / BlockLength * BlockLength);

    // Free format: ZTF's "SIMPLE  =  T" has its value in the wrong column, which strict readers refuse.
    private static string ParseValue(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('\'')) return text.Split('/', 2)[0].TrimEnd();
        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            // A quote within a text is written twice.
            if (text[i] == '\'' && (++i >= text.Length || text[i] != '\'')) break;
            value.Append(text[i]);
        }

        return value.ToString().TrimEnd();
    }
}
