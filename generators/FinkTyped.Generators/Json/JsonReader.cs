using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;

namespace FinkTyped.Generators.Json;

/// <summary>
/// Reads JSON (RFC 8259), and beside it the comments of C and numbers that are none as Python prints them, into nodes that know their place. Depth is bounded, so no text can exhaust the stack, and every
/// character is looked at a fixed number of times.
/// </summary>
internal struct JsonReader
{
    /// <summary>How deep objects and arrays may be nested. Each level of Avro takes three or four of them.</summary>
    public const int MaxDepth = 512;

    private readonly string _text;
    private readonly CancellationToken _stop;
    private int _position;
    private int _depth;

    private JsonReader(string text, CancellationToken stop)
    {
        _text = text;
        _stop = stop;
    }

    /// <summary>Reads a text that holds one JSON value and nothing else.</summary>
    /// <exception cref="JsonFault">The text is not JSON.</exception>
    public static JsonNode Read(string text, CancellationToken stop)
    {
        var reader = new JsonReader(text, stop);
        if (text.StartsWith("\uFEFF", System.StringComparison.Ordinal)) reader._position++;
        reader.SkipSpace();
        var value = reader.ReadValue();
        reader.SkipSpace();
        if (reader._position < text.Length) throw reader.Unexpected("the end of the text");
        return value;
    }

    private JsonNode ReadValue()
    {
        var start = _position;
        switch (Peek())
        {
            case '{': return ReadObject();
            case '[': return ReadArray();
            case '"': return new JsonText(new(start, ReadText(out var text)), text);
            case 't' when TryTake("true"): return new JsonBoolean(new(start, _position), true);
            case 'f' when TryTake("false"): return new JsonBoolean(new(start, _position), false);
            case 'n' when TryTake("null"): return new JsonNull(new(start, _position));
            // JSON has no numbers for these; they stand for the texts that are written in their place.
            case 'N' when TryTake("NaN"): return new JsonText(new(start, _position), "NaN");
            case 'I' when TryTake("Infinity"): return new JsonText(new(start, _position), "Infinity");
            case '-' when TryTake("-Infinity"): return new JsonText(new(start, _position), "-Infinity");
            case '-' or (>= '0' and <= '9'): return ReadNumber();
            default: throw Unexpected("a value");
        }
    }

    private JsonObject ReadObject()
    {
        var start = Open();
        var members = new List<JsonMember>();
        SkipSpace();
        if (Peek() == '}') return new JsonObject(Close(start), members);
        while (true)
        {
            var nameStart = _position;
            if (Peek() != '"') throw Unexpected("a name in double quotes");
            var nameEnd = ReadText(out var name);
            SkipSpace();
            if (Peek() != ':') throw Unexpected("':'");
            _position++;
            SkipSpace();
            members.Add(new JsonMember(name, new(nameStart, nameEnd), ReadValue()));
            SkipSpace();
            if (Peek() == '}') return new JsonObject(Close(start), members);
            if (Peek() != ',') throw Unexpected("',' or '}'");
            _position++;
            SkipSpace();
        }
    }

    private JsonArray ReadArray()
    {
        var start = Open();
        var items = new List<JsonNode>();
        SkipSpace();
        if (Peek() == ']') return new JsonArray(Close(start), items);
        while (true)
        {
            items.Add(ReadValue());
            SkipSpace();
            if (Peek() == ']') return new JsonArray(Close(start), items);
            if (Peek() != ',') throw Unexpected("',' or ']'");
            _position++;
            SkipSpace();
        }
    }

    private int Open()
    {
        _stop.ThrowIfCancellationRequested();
        if (++_depth > MaxDepth)
        {
            var reason = string.Format(CultureInfo.InvariantCulture, "nested more than {0} levels deep", MaxDepth);
            throw new JsonFault(reason, new(_position, _position + 1), isDepth: true);
        }

        return _position++;
    }

    private TextRange Close(int start)
    {
        _depth--;
        return new(start, ++_position);
    }

    private int ReadText(out string value)
    {
        var start = _position++;
        var plain = _position;
        StringBuilder? built = null;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '"')
            {
                value = built is null
                    ? _text.Substring(plain, _position - plain)
                    : built.Append(_text, plain, _position - plain).ToString();
                _position++;
                if (built is not null) CheckSurrogates(value, new(start, _position));
                return _position;
            }

            if (c < ' ') throw new JsonFault("a control character inside a string", new(_position, _position + 1));
            if (c != '\\')
            {
                _position++;
                continue;
            }

            built = (built ?? new StringBuilder()).Append(_text, plain, _position - plain).Append(ReadEscape());
            plain = _position;
        }

        throw new JsonFault("a string without its closing quote", new(start, _text.Length));
    }

    // Half a character cannot be written as UTF-8.
    private static void CheckSurrogates(string value, TextRange range)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (!char.IsSurrogatePair(value, i)) throw new JsonFault("a string has an escaped half of a surrogate pair", range);
            i++;
        }
    }

    private char ReadEscape()
    {
        var start = _position++;
        var kind = Peek();
        _position++;
        switch (kind)
        {
            case '"' or '\\' or '/': return kind;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _position + 4 <= _text.Length
                && ushort.TryParse(_text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _position += 4;
                return (char)code;
            default: throw new JsonFault("an escape that JSON does not know", new(start, System.Math.Min(_position, _text.Length)));
        }
    }

    private JsonNumber ReadNumber()
    {
        var start = _position;
        if (Peek() == '-') _position++;
        var whole = _position;
        TakeDigits();
        if (_text[whole] == '0' && _position - whole > 1) throw new JsonFault("a number with a leading zero", new(start, _position));
        if (Peek() == '.')
        {
            _position++;
            TakeDigits();
        }

        if (Peek() is 'e' or 'E')
        {
            _position++;
            if (Peek() is '+' or '-') _position++;
            TakeDigits();
        }

        return new JsonNumber(new(start, _position), _text.Substring(start, _position - start));
    }

    private void TakeDigits()
    {
        var start = _position;
        while (Peek() is >= '0' and <= '9') _position++;
        if (_position == start) throw Unexpected("a digit");
    }

    private bool TryTake(string word)
    {
        if (string.CompareOrdinal(_text, _position, word, 0, word.Length) != 0) return false;
        _position += word.Length;
        return true;
    }

    // Comments too, in which schema files have their licences: Avro's own tools take them, though JSON has none.
    private void SkipSpace()
    {
        while (true)
        {
            while (Peek() is ' ' or '\t' or '\n' or '\r') _position++;
            if (Peek() != '/' || _position + 1 == _text.Length || _text[_position + 1] is not ('/' or '*')) return;
            SkipComment();
        }
    }

    private void SkipComment()
    {
        var start = _position;
        var isLine = _text[_position + 1] == '/';
        var end = isLine ? _text.IndexOfAny(['\n', '\r'], start) : _text.IndexOf("*/", start + 2, System.StringComparison.Ordinal);
        if (end < 0 && !isLine) throw new JsonFault("a comment without its end", new(start, start + 2));
        _position = end < 0 ? _text.Length : isLine ? end : end + 2;
    }

    // The end of the text reads as NUL, which is no part of JSON outside strings.
    private readonly char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private readonly JsonFault Unexpected(string expected) => _position < _text.Length
        ? new($"expected {expected} and found '{Printable(_text[_position])}'", new(_position, _position + 1))
        : new($"expected {expected} and found the end of the text", new(_text.Length, _text.Length));

    private static string Printable(char c) => c is < ' ' or '\u007F' || char.IsSurrogate(c)
        ? "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
        : c.ToString();
}
