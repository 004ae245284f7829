using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// The JSON text of a schema, checked once and indexed: attributes can then be looked up in any order (a namespace may follow the fields
/// it governs) without reading anything twice, and every value knows its place for error messages.
/// </summary>
internal ref struct SchemaText
{
    // A level of a type takes up to four levels of JSON: record, its fields, the field, its union.
    private const int JsonLevelsPerType = 4;
    private const int JsonLevelsToSpare = 64;

    private readonly ReadOnlySpan<byte> _text;
    private JsonToken[] _tokens;
    private int _count;

    private SchemaText(ReadOnlySpan<byte> text)
    {
        _text = text;
        _tokens = ArrayPool<JsonToken>.Shared.Rent(Math.Clamp(text.Length / 8, 64, 1 << 20));
    }

    /// <summary>The token of a value; 0 is the whole text.</summary>
    public readonly ref readonly JsonToken this[int index] => ref _tokens[index];

    /// <summary>Checks and indexes a text. <see cref="Dispose"/> the result.</summary>
    public static SchemaText Index(ReadOnlySpan<byte> text, AvroLimits limits)
    {
        if (text.Length > limits.MaxSchemaBytes)
        {
            var reason = $"{text.Length} bytes of schema, more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxSchemaBytes)} = {limits.MaxSchemaBytes}";
            throw new AvroSchemaException(reason, 1, 1, 0);
        }

        var indexed = new SchemaText(text);
        try
        {
            indexed.Fill(limits);
            return indexed;
        }
        catch
        {
            indexed.Dispose();
            throw;
        }
    }

    /// <summary>Gives the index's memory back.</summary>
    public void Dispose()
    {
        if (_tokens.Length > 0) ArrayPool<JsonToken>.Shared.Return(_tokens);
        _tokens = [];
    }

    /// <summary>The token after a value and all it holds.</summary>
    public readonly int After(int index) => _tokens[index].Next;

    /// <summary>The characters of a string between its quotes, escapes resolved.</summary>
    public readonly ReadOnlySpan<byte> Utf8(int index)
    {
        var token = _tokens[index];
        var raw = _text.Slice(token.Start, token.Length);
        return token.IsEscaped ? Encoding.UTF8.GetBytes(Unescape(raw)) : raw;
    }

    /// <summary>The characters of a string.</summary>
    public readonly string Text(int index)
    {
        var token = _tokens[index];
        var raw = _text.Slice(token.Start, token.Length);
        return token.IsEscaped ? Unescape(raw) : Encoding.UTF8.GetString(raw);
    }

    /// <summary>The text of a number, or of any value from its first to its last character (without a string's quotes).</summary>
    public readonly ReadOnlySpan<byte> Raw(int index) => _text.Slice(_tokens[index].Start, _tokens[index].Length);

    /// <summary>A value as an element that lives on its own.</summary>
    public readonly JsonElement Element(int index)
    {
        var token = _tokens[index];
        var quotes = token.Kind == JsonTokenType.String ? 1 : 0;
        var reader = new Utf8JsonReader(
            _text.Slice(token.Start - quotes, token.Length + (2 * quotes)), new JsonReaderOptions { MaxDepth = int.MaxValue });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A fault at a value.</summary>
    public readonly AvroSchemaException Fault(int index, string reason, string? fieldPath = null) =>
        At(_text, _tokens[index].Kind == JsonTokenType.String ? _tokens[index].Start - 1 : _tokens[index].Start, reason, fieldPath);

    private static AvroSchemaException At(
        ReadOnlySpan<byte> text, int offset, string reason, string? fieldPath = null, Exception? innerException = null)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var line = 1 + before.Count((byte)'\n');
        var column = 1 + Encoding.UTF8.GetCharCount(before[lineStart..]);
        return new AvroSchemaException(reason, line, column, offset, fieldPath, innerException);
    }

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var quoted = new byte[raw.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        raw.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private void Fill(AvroLimits limits)
    {
        var invalid = IndexOfInvalidUtf8(_text);
        if (invalid >= 0) throw At(_text, invalid, "the schema's text is not valid UTF-8");
        var body = _text.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var maxDepth = (int)Math.Min(((long)JsonLevelsPerType * limits.MaxDepth) + JsonLevelsToSpare, int.MaxValue);
        var reader = new Utf8JsonReader(_text[body..], new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            Fill(ref reader, body, limits);
        }
        catch (JsonException e)
        {
            throw At(_text, OffsetOf(e, body), $"the schema is not valid JSON: {WithoutPlace(e.Message)}", null, e);
        }
    }

    private void Fill(ref Utf8JsonReader reader, int body, AvroLimits limits)
    {
        var open = new Stack<int>();
        var values = 0;
        while (reader.Read())
        {
            var start = body + (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(_count);
                    Add(new JsonToken(start, 0, 0, reader.TokenType, false));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var opened = ref _tokens[open.Pop()];
                    opened = opened with { Length = start + 1 - opened.Start, Next = _count };
                    continue;
                case JsonTokenType.String or JsonTokenType.PropertyName:
                    if (reader.ValueIsEscaped) CheckEscapes(ref reader, start);
                    Add(new JsonToken(start + 1, reader.ValueSpan.Length, _count + 1, JsonTokenType.String, reader.ValueIsEscaped));
                    if (reader.TokenType == JsonTokenType.PropertyName) continue;
                    break;
                default:
                    Add(new JsonToken(start, reader.ValueSpan.Length, _count + 1, reader.TokenType, false));
                    break;
            }

            if (++values > limits.MaxItems)
            {
                throw At(_text, start, $"more values than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxItems)} = {limits.MaxItems}");
            }
        }
    }

    private readonly void CheckEscapes(ref Utf8JsonReader reader, int start)
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw At(_text, start, "a string has an escaped half of a surrogate pair", null, e);
        }
    }

    private void Add(JsonToken token)
    {
        if (_count == _tokens.Length)
        {
            var larger = ArrayPool<JsonToken>.Shared.Rent(2 * _count);
            _tokens.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<JsonToken>.Shared.Return(_tokens);
            _tokens = larger;
        }

        _tokens[_count++] = token;
    }

    private static int IndexOfInvalidUtf8(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text)) return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var consumed) == OperationStatus.Done) at += consumed;
        return at;
    }

    private readonly int OffsetOf(JsonException fault, int body)
    {
        var offset = body;
        for (var line = fault.LineNumber ?? 0; line > 0; line--)
        {
            var end = _text[offset..].IndexOf((byte)'\n');
            if (end < 0) break;
            offset += end + 1;
        }

        return (int)Math.Min(offset + (fault.BytePositionInLine ?? 0), _text.Length);
    }

    private static string WithoutPlace(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd('.', ' ');
    }
}

/// <summary>
/// A value, or the name of a property before its value: where its text starts and how long it is, and which token comes after it.
/// </summary>
internal readonly record struct JsonToken(int Start, int Length, int Next, JsonTokenType Kind, bool IsEscaped);
