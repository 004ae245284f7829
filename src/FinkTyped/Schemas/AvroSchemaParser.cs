using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FinkTyped;

/// <summary>Builds a schema from its indexed text.</summary>
internal ref partial struct AvroSchemaParser
{
    private readonly int _maxDepth;
    private readonly bool _isLenient;
    private readonly Dictionary<string, AvroNamedSchema> _named = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];
    private Dictionary<string, (int At, string? Enclosing)>? _definitions;
    private Dictionary<int, AvroSchema>? _readEarly;
    private SchemaText _text;
    private int _depth;

    private AvroSchemaParser(SchemaText text, int maxDepth, bool isLenient)
    {
        _text = text;
        _maxDepth = maxDepth;
        _isLenient = isLenient;
    }

    /// <summary>Reads a schema's text.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="limits">Bounds on size and nesting.</param>
    /// <param name="isLenient">Whether only what reaches the bytes of datums has to be right.</param>
    public static AvroSchema Parse(ReadOnlySpan<byte> utf8Json, AvroLimits limits, bool isLenient)
    {
        var text = SchemaText.Index(utf8Json, limits);
        try
        {
            return new AvroSchemaParser(text, limits.MaxDepth, isLenient).ParseType(0, null);
        }
        finally
        {
            text.Dispose();
        }
    }

    private AvroSchema ParseType(int at, string? enclosing)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Fault(at, "the schema nests too deep for this thread's stack");
        return _text[at].Kind switch
        {
            JsonTokenType.String => ParseReference(at, enclosing),
            JsonTokenType.StartArray => ParseUnion(at, enclosing),
            JsonTokenType.StartObject => ParseObject(at, enclosing),
            var kind => throw Fault(at, $"a schema is a name, an object or an array (a union), not {Describe(kind)}"),
        };
    }

    private AvroSchema ParseReference(int at, string? enclosing)
    {
        if (SchemaNames.Primitive(_text.Utf8(at)) is { } primitive) return primitive;
        var name = _text.Text(at);
        if (Find(name, enclosing) is { } named) return named;
        if (SchemaNames.Spark(name) is { } spark) return spark;
        if (FindLater(name, enclosing) is { } later) return later;
        throw Fault(at, name is "record" or "error" or "enum" or "fixed" or "array" or "map" or "union"
            ? $"'{name}' has attributes of its own and cannot stand as a mere name: write it as an object (a union as an array)"
            : $"the type '{Shorten(name)}' is unknown: it is none of Avro's and is not defined here");
    }

    // A plain name is looked for in the enclosing namespace, then without one, as other implementations do.
    private readonly AvroNamedSchema? Find(string name, string? enclosing)
    {
        if (name.StartsWith('.')) return _named.GetValueOrDefault(name[1..]);
        if (enclosing is not null && !name.Contains('.') && _named.TryGetValue(SchemaNames.Full(enclosing, name), out var near)) return near;
        return _named.GetValueOrDefault(name);
    }

    private AvroSchema ParseObject(int at, string? enclosing)
    {
        var attributes = SchemaAttributes.Of(ref _text, at, _isLenient);
        if (attributes.Type == 0) throw Fault(at, "a schema object has no 'type'");
        if (_text[attributes.Type].Kind != JsonTokenType.String) return ParseType(attributes.Type, enclosing);
        // Met before, from where it was referred to.
        if (_readEarly is not null && _readEarly.TryGetValue(at, out var known)) return known;
        var type = _text.Utf8(attributes.Type);
        if (type.SequenceEqual("record"u8) || type.SequenceEqual("error"u8)) return ParseRecord(at, attributes, enclosing);
        if (type.SequenceEqual("array"u8)) return ParseArray(at, attributes, enclosing);
        if (type.SequenceEqual("map"u8)) return ParseMap(at, attributes, enclosing);
        if (type.SequenceEqual("enum"u8)) return ParseEnum(at, attributes, enclosing);
        if (type.SequenceEqual("fixed"u8)) return ParseFixed(at, attributes, enclosing);
        var reference = ParseReference(attributes.Type, enclosing);
        return reference is AvroPrimitiveSchema plain && LogicalTypeOf(attributes, plain.Type) is { } logical
            ? new AvroPrimitiveSchema(plain.Type, plain.SparkName) { LogicalType = logical }
            : reference;
    }

    private readonly AvroLogicalType? LogicalTypeOf(in SchemaAttributes attributes, AvroType type, int size = 0)
    {
        if (attributes.LogicalType == 0 || _text[attributes.LogicalType].Kind != JsonTokenType.String) return null;
        return AvroLogicalType.Of(_text.Text(attributes.LogicalType), type, size, Number(attributes.Precision), Number(attributes.Scale));
    }

    // What is no number that could be one fits no decimal.
    private readonly int Number(int at)
    {
        if (at == 0) return 0;
        return _text[at].Kind == JsonTokenType.Number && TryParseSize(_text.Raw(at), out var number) ? number : -1;
    }

    private AvroArraySchema ParseArray(int at, in SchemaAttributes attributes, string? enclosing)
    {
        if (attributes.Items == 0) throw Fault(at, "an array has no 'items'");
        Enter(at);
        var items = ParseType(attributes.Items, enclosing);
        _depth--;
        return new AvroArraySchema(items);
    }

    private AvroMapSchema ParseMap(int at, in SchemaAttributes attributes, string? enclosing)
    {
        if (attributes.Values == 0) throw Fault(at, "a map has no 'values'");
        Enter(at);
        var values = ParseType(attributes.Values, enclosing);
        _depth--;
        return new AvroMapSchema(values);
    }

    private AvroUnionSchema ParseUnion(int at, string? enclosing)
    {
        Enter(at);
        var branches = new List<AvroSchema>();
        var unnamed = 0;
        HashSet<AvroSchema>? named = null;
        var end = _text.After(at);
        for (var i = at + 1; i < end; i = _text.After(i))
        {
            var branch = ParseType(i, enclosing);
            if (branch is AvroUnionSchema) throw Fault(i, "a union holds a union as a branch of its own");
            if (_isLenient)
            {
                // Two of a kind are told apart by their index.
            }
            else if (branch is AvroNamedSchema name)
            {
                named ??= new(ReferenceEqualityComparer.Instance);
                if (!named.Add(branch)) throw Fault(i, $"a union holds '{name.FullName}' twice");
            }
            else
            {
                var bit = 1 << (int)branch.Type;
                if ((unnamed & bit) != 0) throw Fault(i, $"a union holds the type {SchemaNames.Of(branch.Type)} twice");
                unnamed |= bit;
            }

            branches.Add(branch);
        }

        _depth--;
        return new AvroUnionSchema([.. branches]);
    }

    private void Enter(int at)
    {
        if (++_depth > _maxDepth) throw Fault(at, $"nested deeper than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxDepth)} = {_maxDepth}");
    }

    private readonly AvroSchemaException Fault(int at, string reason) =>
        _text.Fault(at, reason, _path.Count == 0 ? null : string.Join('.', _path));

    private static string Shorten(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…";

    private static string Describe(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
