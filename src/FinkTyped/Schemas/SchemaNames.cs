using System.Buffers;
using System.Text;

namespace FinkTyped;

/// <summary>The names of Avro's types, and what a name may look like.</summary>
internal static class SchemaNames
{
    /// <summary>The longest name, with its namespace, that is accepted: names are put together and printed many times.</summary>
    public const int MaxLength = 1000;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly AvroPrimitiveSchema[] Primitives =
        [.. Enumerable.Range((int)AvroType.Null, AvroType.String - AvroType.Null + 1).Select(t => new AvroPrimitiveSchema((AvroType)t))];

    /// <summary>The primitive type of a name; null when the name is none's.</summary>
    public static AvroPrimitiveSchema? Primitive(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 3 or > 7) return null;
        if (name.SequenceEqual("null"u8)) return Primitives[(int)AvroType.Null];
        if (name.SequenceEqual("boolean"u8)) return Primitives[(int)AvroType.Boolean];
        if (name.SequenceEqual("int"u8)) return Primitives[(int)AvroType.Int];
        if (name.SequenceEqual("long"u8)) return Primitives[(int)AvroType.Long];
        if (name.SequenceEqual("float"u8)) return Primitives[(int)AvroType.Float];
        if (name.SequenceEqual("double"u8)) return Primitives[(int)AvroType.Double];
        if (name.SequenceEqual("bytes"u8)) return Primitives[(int)AvroType.Bytes];
        if (name.SequenceEqual("string"u8)) return Primitives[(int)AvroType.String];
        return null;
    }

    /// <summary>The primitive type that Spark calls so; null for none.</summary>
    public static AvroPrimitiveSchema? Spark(string name) =>
        SparkTypeNames.AvroNameOf(name) is { } avro ? new AvroPrimitiveSchema(Primitive(Encoding.ASCII.GetBytes(avro))!.Type, name) : null;

    /// <summary>The name of a type in a schema's text.</summary>
    public static string Of(AvroType type) => type switch
    {
        AvroType.Null => "null",
        AvroType.Boolean => "boolean",
        AvroType.Int => "int",
        AvroType.Long => "long",
        AvroType.Float => "float",
        AvroType.Double => "double",
        AvroType.Bytes => "bytes",
        AvroType.String => "string",
        AvroType.Record => "record",
        AvroType.Enum => "enum",
        AvroType.Array => "array",
        AvroType.Map => "map",
        AvroType.Union => "union",
        _ => "fixed",
    };

    /// <summary>Whether a name is a letter or underscore followed by letters, digits and underscores, all ASCII, and not too long.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxLength && !char.IsAsciiDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text is names with dots between them, and not too long.</summary>
    public static bool IsDotted(ReadOnlySpan<char> names)
    {
        if (names.Length > MaxLength) return false;
        foreach (var part in names.Split('.'))
        {
            if (!IsName(names[part])) return false;
        }

        return true;
    }

    /// <summary>A name and its namespace as one.</summary>
    public static string Full(string? @namespace, string name) => @namespace is null ? name : $"{@namespace}.{name}";
}
