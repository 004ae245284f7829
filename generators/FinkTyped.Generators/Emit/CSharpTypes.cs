using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>How types are spelt in generated code: from the global namespace, so that nothing in a user's project can come between.</summary>
internal sealed class CSharpTypes(string @namespace)
{
    public const string Bytes = "global::System.ReadOnlyMemory<byte>";

    private readonly string _prefix = "global::" + Identifiers.EscapeDotted(@namespace) + ".";

    /// <summary>A generated type.</summary>
    public string Generated(string name) => _prefix + Identifiers.Escape(name);

    /// <summary>A type of a value.</summary>
    public string Of(TypeModel type) => type switch
    {
        PrimitiveModel primitive => Of(primitive.Kind),
        NamedModel named => Generated(named.Name),
        ArrayModel array => "global::FinkTyped.AvroArray<" + Of(array.Item) + ">",
        MapModel map => "global::FinkTyped.AvroMap<" + Of(map.Value) + ">",
        NullableModel nullable => Of(nullable.Value) + "?",
        SingleModel single => Of(single.Value),
        _ => throw new System.ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Whether a value of the type is a reference, null until it is set.</summary>
    public static bool IsReference(TypeModel type) => type switch
    {
        PrimitiveModel primitive => primitive.Kind == PrimitiveKind.String,
        NamedModel named => named.Kind == NamedKind.Record,
        SingleModel single => IsReference(single.Value),
        NullableModel nullable => IsReference(nullable.Value),
        _ => true,
    };

    private static string Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Null => "global::FinkTyped.AvroNull",
        PrimitiveKind.Boolean => "bool",
        PrimitiveKind.Int => "int",
        PrimitiveKind.Long => "long",
        PrimitiveKind.Float => "float",
        PrimitiveKind.Double => "double",
        PrimitiveKind.Bytes => Bytes,
        _ => "string",
    };
}
