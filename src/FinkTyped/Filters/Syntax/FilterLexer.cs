using System.Globalization;
using System.Text;

namespace FinkTyped.Filters;

/// <summary>Cuts a filter's text into words and signs.</summary>
internal ref struct FilterLexer(string text)
{
    private int _at;

    /// <summary>The next word or sign; <see cref="TokenKind.End"/> at the end.</summary>
    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        if (_at == text.Length) return new Token(TokenKind.End, new Place(_at, 0));
        var c = text[_at];
        if (IsNameStart(c)) return Word();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(1)))) return Number();
        return c switch
        {
            '\'' or '"' => Quoted(c, TokenKind.Text, "text"),
            '`' => Quoted(c, TokenKind.QuotedName, "name"),
            '(' => Sign(TokenKind.Open, 1),
            ')' => Sign(TokenKind.Close, 1),
            ',' => Sign(TokenKind.Comma, 1),
            '.' => Sign(TokenKind.Dot, 1),
            '+' => Sign(TokenKind.Plus, 1),
            '-' => Sign(TokenKind.Minus, 1),
            '*' => Sign(TokenKind.Times, 1),
            '/' => Sign(TokenKind.Divide, 1),
            '%' => Sign(TokenKind.Remainder, 1),
            '=' => Sign(TokenKind.Equal, At(1) == '=' ? 2 : 1),
            '!' => At(1) == '=' ? Sign(TokenKind.NotEqual, 2) : Sign(TokenKind.Not, 1),
            '<' => At(1) == '=' ? Sign(TokenKind.LessOrEqual, 2) : At(1) == '>' ? Sign(TokenKind.NotEqual, 2) : Sign(TokenKind.Less, 1),
            '>' => At(1) == '=' ? Sign(TokenKind.GreaterOrEqual, 2) : Sign(TokenKind.Greater, 1),
            '&' when At(1) == '&' => Sign(TokenKind.And, 2),
            '|' when At(1) == '|' => Sign(TokenKind.Or, 2),
            _ => throw new AlertFilterException($"{Shown(c)} means nothing here", text, _at, 1),
        };
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static string Shown(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"the character U+{(int)c:X4}" : $"'{c}'";

    private readonly char At(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private Token Sign(TokenKind kind, int length)
    {
        var place = new Place(_at, length);
        _at += length;
        return new Token(kind, place);
    }

    private Token Word()
    {
        var start = _at;
        while (IsNamePart(At(0))) _at++;
        var word = text[start.._at];
        var kind = word.ToLowerInvariant() switch
        {
            "and" => TokenKind.And,
            "or" => TokenKind.Or,
            "not" => TokenKind.Not,
            "in" => TokenKind.In,
            "is" => TokenKind.Is,
            "null" => TokenKind.Null,
            "nan" => TokenKind.NaN,
            "between" => TokenKind.Between,
            "like" => TokenKind.Like,
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            _ => TokenKind.Name,
        };
        return new Token(kind, new Place(start, word.Length), word);
    }

    private Token Number()
    {
        var start = _at;
        SkipDigits();
        var isInteger = true;
        if (At(0) == '.' && char.IsAsciiDigit(At(1)))
        {
            isInteger = false;
            _at++;
            SkipDigits();
        }

        if (At(0) is 'e' or 'E' && (char.IsAsciiDigit(At(1)) || (At(1) is '+' or '-' && char.IsAsciiDigit(At(2)))))
        {
            isInteger = false;
            _at += 2;
            SkipDigits();
        }

        var place = new Place(start, _at - start);
        if (IsNamePart(At(0)))
        {
            while (IsNamePart(At(0))) _at++;
            throw new AlertFilterException(
                "a number ends at a letter here; a name that begins with a digit stands in backticks", text, start, _at - start);
        }

        var digits = text.Substring(start, place.Length).Replace("_", "", StringComparison.Ordinal);
        if (!isInteger)
        {
            var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(number)
                ? new Token(TokenKind.Number, place, Number: number)
                : throw new AlertFilterException("the number is too large", text, place);
        }

        const ulong Most = 1UL << 63;
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer) && integer <= Most
            ? new Token(TokenKind.Integer, place, Integer: integer)
            : throw new AlertFilterException("the integer does not fit 64 bits", text, place);
    }

    // 50_000 is easier to read.
    private void SkipDigits()
    {
        while (char.IsAsciiDigit(At(0)) || (At(0) == '_' && char.IsAsciiDigit(At(1)))) _at++;
    }

    // The quote twice stands for itself.
    private Token Quoted(char quote, TokenKind kind, string what)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (true)
        {
            var end = text.IndexOf(quote, _at);
            if (end < 0) throw new AlertFilterException($"the {what} has no end: a {quote} is missing", text, start, text.Length - start);
            value.Append(text, _at, end - _at);
            _at = end + 1;
            if (At(0) != quote) break;
            value.Append(quote);
            _at++;
        }

        return new Token(kind, new Place(start, _at - start), value.ToString());
    }
}
