using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// An Avro schema: immutable, safe to share between threads. Two schemas are equal when every datum of one is, byte for byte, a datum of
/// the other with the same fields: names of records, namespaces, docs, defaults, aliases and logical types do not count.
/// </summary>
public abstract partial class AvroSchema : IEquatable<AvroSchema>
{
    /// <summary>What <see cref="MinBytes"/> stops at, so that a key or a branch can be added to it.</summary>
    internal const int MostMinBytes = 1 << 30;

    private byte[]? _text;
    private string? _canonicalForm;
    private ulong _fingerprint;
    private int _hash;

    private protected AvroSchema(AvroType type) => Type = type;

    /// <summary>Which of Avro's types this is.</summary>
    public AvroType Type { get; }

    /// <summary>What the values stand for, such as a time; null where they are what they are.</summary>
    public AvroLogicalType? LogicalType { get; internal init; }

    /// <summary>
    /// The schema's parsing canonical form, as the Avro specification defines it: JSON without spaces that holds what a reader of data
    /// needs and nothing else, names in full. Where one name stands for several different definitions (which the specification forbids and
    /// <see cref="Parse(ReadOnlySpan{byte}, AvroLimits?)"/> accepts), the later ones are numbered: <c>Item</c>, <c>Item_2</c>.
    /// </summary>
    public string CanonicalForm => _canonicalForm ??= Print(canonical: true, indented: false);

    /// <summary>The CRC-64-AVRO fingerprint of <see cref="CanonicalForm"/>.</summary>
    public ulong Fingerprint
    {
        get
        {
            // Zero means not yet known; a form whose fingerprint is zero is merely hashed each time.
            if (_fingerprint == 0) _fingerprint = AvroFingerprint.Of(Encoding.UTF8.GetBytes(CanonicalForm));
            return _fingerprint;
        }
    }

    /// <summary>
    /// The schema's JSON in UTF-8, as it came: with its docs, logical types, unknown attributes and their order. What is no JSON is not in it, so
    /// that others can read what is written with it: a byte order mark is left out, comments are spaces, a bare NaN is a text.
    /// Of a part of a schema, and of a primitive type, the text that <see cref="WriteTo"/> writes.
    /// </summary>
    public ReadOnlyMemory<byte> SourceJson => _text ??= Encoding.UTF8.GetBytes(Print(canonical: false, indented: false));

    /// <summary>How long the text was that the schema was read from; 0 for a part of another one.</summary>
    internal int TextLength { get; private set; }

    /// <summary>The fewest bytes a value can take, or fewer where the type holds itself: a bound for counts, not an exact size.</summary>
    internal abstract int MinBytes { get; }

    /// <summary>Reads a schema from its JSON text in UTF-8.</summary>
    /// <param name="utf8Json">The text; only read during the call.</param>
    /// <param name="limits">Bounds on size and nesting; <see cref="AvroLimits.Default"/> where null.</param>
    /// <remarks>
    /// Strict but for what is met in practice: unknown attributes are ignored, a name may be defined again (the last definition before
    /// a reference counts) or further down, Spark's names of primitive types are taken for Avro's, comments are passed over, and defaults are kept
    /// unchecked. Meant for schemas to read with, and to write with; for those of data there is <see cref="ParseWriter"/>.
    /// </remarks>
    /// <exception cref="AvroSchemaException">The text is no valid schema.</exception>
    public static AvroSchema Parse(ReadOnlySpan<byte> utf8Json, AvroLimits? limits = null) =>
        Parse(utf8Json, utf8Json.ToArray(), limits ?? AvroLimits.Default, isLenient: false);

    /// <summary>Reads a schema from its JSON text.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, AvroLimits?)"/>
    public static AvroSchema Parse(string json, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), limits);
    }

    /// <summary>
    /// Reads the schema that data were written with. Of it only what reaches the bytes has to be right: names may be of any characters, a field
    /// may be there twice, a union may hold two types of a kind, and attributes that say nothing about the bytes (docs, aliases, an enum's
    /// default) may be anything. What a reader then asks for and cannot be sure of is told by <see cref="SchemaResolutionException"/>.
    /// </summary>
    /// <param name="utf8Json">The text; only read during the call.</param>
    /// <param name="limits">Bounds on size and nesting; <see cref="AvroLimits.Default"/> where null.</param>
    /// <remarks>
    /// The latest are kept for the whole process and recognised by their bytes: asking for the schema of each message or file costs a comparison.
    /// </remarks>
    /// <exception cref="AvroSchemaException">The text describes no bytes.</exception>
    public static AvroSchema ParseWriter(ReadOnlySpan<byte> utf8Json, AvroLimits? limits = null) =>
        WriterSchemas.Get(utf8Json, limits ?? AvroLimits.Default);

    /// <summary>Whether both describe the same bytes with the same fields.</summary>
    public bool Equals(AvroSchema? other) => other is not null && (ReferenceEquals(this, other) || SchemaEquality.AreEqual(this, other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AvroSchema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash == 0) _hash = SchemaEquality.HashOf(this);
        return _hash;
    }

    /// <summary>Writes the schema as JSON: docs, defaults and aliases are kept, logical types and unknown attributes are not.</summary>
    /// <exception cref="InvalidOperationException">The schema nests deeper than the writer's options allow.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new SchemaPrinter(writer, canonical: false).Print(this);
    }

    /// <summary>The schema as indented JSON, which <see cref="Parse(string, AvroLimits?)"/> reads back as an equal schema.</summary>
    public override string ToString() => Print(canonical: false, indented: true);

    /// <summary>Reads a schema that keeps its text.</summary>
    internal static AvroSchema Parse(ReadOnlySpan<byte> utf8Json, byte[] text, AvroLimits limits, bool isLenient)
    {
        AvroSchema schema;
        try
        {
            schema = AvroSchemaParser.Parse(utf8Json, limits, isLenient);
        }
        catch (AvroSchemaException) when (utf8Json.Length <= limits.MaxSchemaBytes)
        {
            if (SchemaTextCleaner.Clean(text, isLenient) is not { } cleaned) throw;
            schema = AvroSchemaParser.Parse(text = cleaned, limits, isLenient);
        }

        // Primitive types are shared, and say all there is to say.
        if (schema is AvroPrimitiveSchema) return schema;
        schema._text = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        schema.TextLength = text.Length;
        return schema;
    }

    private string Print(bool canonical, bool indented)
    {
        var text = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            // Docs are full of quotes and Greek letters; the text goes into files and terminals, not into HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = int.MaxValue,
            SkipValidation = true,
        };
        using (var writer = new Utf8JsonWriter(text, options)) new SchemaPrinter(writer, canonical).Print(this);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
