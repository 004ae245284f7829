using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>Avro's rules for names.</summary>
internal static class AvroNames
{
    // As in the library, which reads the same schema at run time.
    private const int MaxLength = 1000;

    private static readonly Dictionary<string, PrimitiveKind> Primitives = new()
    {
        ["null"] = PrimitiveKind.Null,
        ["boolean"] = PrimitiveKind.Boolean,
        ["int"] = PrimitiveKind.Int,
        ["long"] = PrimitiveKind.Long,
        ["float"] = PrimitiveKind.Float,
        ["double"] = PrimitiveKind.Double,
        ["bytes"] = PrimitiveKind.Bytes,
        ["string"] = PrimitiveKind.String,
    };

    public static bool IsPrimitive(string name, out PrimitiveKind kind) => Primitives.TryGetValue(name, out kind);

    public static bool IsSpark(string name, out PrimitiveKind kind)
    {
        kind = default;
        return SparkTypeNames.AvroNameOf(name) is { } avro && IsPrimitive(avro, out kind);
    }

    /// <summary>The name of a type without parts.</summary>
    public static string Of(PrimitiveKind kind) => Primitives.First(p => p.Value == kind).Key;

    /// <summary>A letter or underscore, then letters, digits and underscores, all ASCII.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && IsStart(name[0]) && name.All(c => IsStart(c) || c is >= '0' and <= '9');

    /// <summary>Valid names with dots between them.</summary>
    public static bool IsValidDotted(string name) => name.Length <= MaxLength && name.Split('.').All(IsValid);

    /// <summary>A namespace and the name in it as one.</summary>
    public static string Join(string? space, string name) => space is null ? name : space + "." + name;

    /// <summary>
    /// The name of a definition without namespace, null where it has none; <paramref name="space"/> comes in as the namespace around the
    /// definition and goes out as its own.
    /// </summary>
    public static string? Split(JsonObject definition, ref string? space)
    {
        if (definition["name"] is not JsonText { Value: var written }) return null;
        var dot = written.LastIndexOf('.');
        if (dot >= 0) space = dot == 0 ? null : written.Substring(0, dot);
        else if (definition["namespace"] is JsonText own) space = own.Value.Length == 0 ? null : own.Value;
        else if (definition["namespace"] is not null) space = null;
        return written.Substring(dot + 1);
    }

    private static bool IsStart(char c) => c is '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
