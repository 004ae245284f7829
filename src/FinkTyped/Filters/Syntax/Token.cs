namespace FinkTyped.Filters;

internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Text,
    Integer,
    Number,
    Open,
    Close,
    Comma,
    Dot,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Not,
    In,
    Is,
    Null,
    NaN,
    Between,
    Like,
    True,
    False,
}

/// <summary>A word or sign of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">Of a name, a word or a text in quotes: what it says.</param>
/// <param name="Integer">Of an integer, its value; one more than the largest long only makes sense behind a minus.</param>
/// <param name="Number">Of a number with a point or an exponent, its value.</param>
internal readonly record struct Token(TokenKind Kind, Place Place, string Text = "", ulong Integer = 0, double Number = 0);
