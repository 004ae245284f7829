using System.Buffers.Text;
using System.Text.Json;

namespace FinkTyped;

internal ref partial struct AvroSchemaParser
{
    /// <summary>What a type without a name is called.</summary>
    private const string Unnamed = "unnamed";

    private static readonly JsonElement NullElement = JsonElement.Parse("null"u8);

    private AvroRecordSchema ParseRecord(int at, in SchemaAttributes attributes, string? enclosing)
    {
        var (name, @namespace) = ParseName(at, attributes, enclosing);
        var record = new AvroRecordSchema(name, @namespace, ParseAliases(attributes.Aliases, @namespace), ParseDoc(attributes.Doc));
        _named[record.FullName] = record;
        // Met again within itself, where it is read early.
        if (_readEarly is not null) _readEarly[at] = record;
        if (attributes.Fields == 0) throw Fault(at, $"the record '{name}' has no 'fields'");
        Require(attributes.Fields, JsonTokenType.StartArray, "the fields of a record");

        Enter(at);
        var fields = new List<AvroField>();
        var byName = new Dictionary<string, AvroField>(StringComparer.Ordinal);
        var end = _text.After(attributes.Fields);
        for (var i = attributes.Fields + 1; i < end; i = _text.After(i))
        {
            var field = ParseField(i, fields.Count, @namespace);
            if (!byName.TryAdd(field.Name, field))
            {
                if (!_isLenient) throw Fault(i, $"the record '{name}' has two fields named '{field.Name}'");
                field.IsAmbiguous = byName[field.Name].IsAmbiguous = true;
            }

            fields.Add(field);
        }

        _depth--;
        record.Complete([.. fields], byName);
        return record;
    }

    private AvroField ParseField(int at, int index, string? @namespace)
    {
        Require(at, JsonTokenType.StartObject, "a field");
        var attributes = SchemaAttributes.Of(ref _text, at, _isLenient);
        if (attributes.Name == 0) throw Fault(at, "a field has no 'name'");
        var name = RequireText(attributes.Name, "the name of a field");
        if (!IsAccepted(name)) throw Fault(attributes.Name, NotAName(name));
        _path.Add(name);
        if (attributes.Type == 0) throw Fault(at, $"the field '{name}' has no 'type'");
        var type = ParseType(attributes.Type, @namespace);
        JsonElement? @default = attributes.Default == 0 ? null
            : _text[attributes.Default].Kind == JsonTokenType.Null ? NullElement
            : _text.Element(attributes.Default);
        var field = new AvroField(name, type, @default, ParseAliases(attributes.Aliases, null), ParseDoc(attributes.Doc), index);
        _path.RemoveAt(_path.Count - 1);
        return field;
    }

    private AvroEnumSchema ParseEnum(int at, in SchemaAttributes attributes, string? enclosing)
    {
        var (name, @namespace) = ParseName(at, attributes, enclosing);
        if (attributes.Symbols == 0) throw Fault(at, $"the enum '{name}' has no 'symbols'");
        Require(attributes.Symbols, JsonTokenType.StartArray, "the symbols of an enum");
        var symbols = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var end = _text.After(attributes.Symbols);
        for (var i = attributes.Symbols + 1; i < end; i = _text.After(i))
        {
            var symbol = RequireText(i, "a symbol of an enum");
            if (!IsAccepted(symbol)) throw Fault(i, NotAName(symbol));
            if (!known.Add(symbol) && !_isLenient) throw Fault(i, $"the enum '{name}' has the symbol '{symbol}' twice");
            symbols.Add(symbol);
        }

        string? @default = null;
        // One that is no symbol is as good as none, like a default of a field that does not fit.
        if (attributes.Default != 0 && _text[attributes.Default].Kind == JsonTokenType.String && known.Contains(_text.Text(attributes.Default)))
        {
            @default = _text.Text(attributes.Default);
        }

        var aliases = ParseAliases(attributes.Aliases, @namespace);
        var schema = new AvroEnumSchema(name, @namespace, aliases, ParseDoc(attributes.Doc), [.. symbols], @default);
        _named[schema.FullName] = schema;
        return schema;
    }

    private AvroFixedSchema ParseFixed(int at, in SchemaAttributes attributes, string? enclosing)
    {
        var (name, @namespace) = ParseName(at, attributes, enclosing);
        if (attributes.Size == 0) throw Fault(at, $"the fixed '{name}' has no 'size'");
        if (!_isLenient) Require(attributes.Size, JsonTokenType.Number, "the size of a fixed");
        if (!TryParseSize(_text.Raw(attributes.Size), out var size))
        {
            throw Fault(attributes.Size, $"the size of the fixed '{name}' is no number of bytes between 0 and {int.MaxValue}");
        }

        var aliases = ParseAliases(attributes.Aliases, @namespace);
        var schema = new AvroFixedSchema(name, @namespace, aliases, ParseDoc(attributes.Doc), size) { LogicalType = LogicalTypeOf(attributes, AvroType.Fixed, size) };
        _named[schema.FullName] = schema;
        return schema;
    }

    private readonly (string Name, string? Namespace) ParseName(int at, in SchemaAttributes attributes, string? enclosing)
    {
        if (_isLenient && (attributes.Name == 0 || _text[attributes.Name].Kind != JsonTokenType.String)) return (Unnamed, enclosing);
        if (attributes.Name == 0) throw Fault(at, "a record, enum or fixed has no 'name'");
        var written = RequireText(attributes.Name, "the name of a type");
        // Dots in a name outdo the namespace, given or inherited.
        var hasDot = written.Contains('.');
        if (!hasDot && attributes.Namespace != 0 && !IsIdle(attributes.Namespace, JsonTokenType.String))
        {
            var given = RequireText(attributes.Namespace, "a namespace");
            if (given.Length > 0 && !IsAcceptedDotted(given)) throw Fault(attributes.Namespace, NotAName(given));
        }

        TrySplitName(attributes, enclosing, out var @namespace, out var name);
        if (hasDot && @namespace is not null && !IsAcceptedDotted(@namespace)) throw Fault(attributes.Name, NotAName(written));
        if (_isLenient && name.Length == 0) name = Unnamed;
        if (!IsAccepted(name)) throw Fault(attributes.Name, NotAName(name));
        if (!_isLenient && SchemaNames.Primitive(System.Text.Encoding.UTF8.GetBytes(name)) is not null)
        {
            throw Fault(attributes.Name, $"a type cannot be named '{name}', as one of Avro's own");
        }

        return (name, @namespace);
    }

    private readonly string[] ParseAliases(int at, string? @namespace)
    {
        if (at == 0 || IsIdle(at, JsonTokenType.StartArray)) return [];
        Require(at, JsonTokenType.StartArray, "the aliases");
        var aliases = new List<string>();
        var end = _text.After(at);
        for (var i = at + 1; i < end; i = _text.After(i))
        {
            if (_isLenient && _text[i].Kind != JsonTokenType.String) continue;
            var alias = RequireText(i, "an alias");
            if (_isLenient && alias.Length > SchemaNames.MaxLength) continue;
            if (!_isLenient && !SchemaNames.IsDotted(alias)) throw Fault(i, NotAName(alias));
            aliases.Add(alias.Contains('.') ? alias : SchemaNames.Full(@namespace, alias));
        }

        return [.. aliases];
    }

    // A doc that is no text says nothing, to a person as little as to a program.
    private readonly string? ParseDoc(int at) => at == 0 || _text[at].Kind != JsonTokenType.String ? null : _text.Text(at);

    /// <summary>Whether an attribute that does not reach the bytes says nothing: null, or, where that is let pass, something it should not be.</summary>
    private readonly bool IsIdle(int at, JsonTokenType expected) =>
        _text[at].Kind == JsonTokenType.Null || (_isLenient && _text[at].Kind != expected);

    private readonly bool IsAccepted(string name) => _isLenient ? name.Length <= SchemaNames.MaxLength : SchemaNames.IsName(name);

    private readonly bool IsAcceptedDotted(ReadOnlySpan<char> names) =>
        _isLenient ? names.Length <= SchemaNames.MaxLength : SchemaNames.IsDotted(names);

    // Some writers give it as text, or with a fraction of zero.
    private readonly bool TryParseSize(ReadOnlySpan<byte> digits, out int size)
    {
        if (Utf8Parser.TryParse(digits, out size, out var used) && used == digits.Length && size >= 0) return true;
        size = 0;
        if (!_isLenient || !Utf8Parser.TryParse(digits, out decimal number, out used) || used != digits.Length) return false;
        if (number < 0 || number > int.MaxValue || number != decimal.Truncate(number)) return false;
        size = (int)number;
        return true;
    }

    private readonly string RequireText(int at, string what)
    {
        Require(at, JsonTokenType.String, what);
        return _text.Text(at);
    }

    private readonly void Require(int at, JsonTokenType kind, string what)
    {
        if (_text[at].Kind != kind) throw Fault(at, $"{what} must be {Describe(kind)}, not {Describe(_text[at].Kind)}");
    }

    private readonly string NotAName(string name) => _isLenient
        ? $"'{Shorten(name)}' is longer than {SchemaNames.MaxLength} characters"
        : $"'{Shorten(name)}' is no name: letters, digits and underscores of ASCII, no digit first, at most {SchemaNames.MaxLength}";
}
