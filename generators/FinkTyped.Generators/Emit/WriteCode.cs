using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// The C# that writes a value of a type: statements over a variable <c>writer</c>. Arrays and maps need an item type each; those are gathered in
/// <see cref="Items"/>.
/// </summary>
internal sealed class WriteCode(EmitContext context, ItemTypes items)
{
    /// <summary>The item types that the code refers to, to be written into the same file.</summary>
    public ItemTypes Items { get; } = items;

    /// <summary>Writes statements that write a value.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="value">The C# expression of the value.</param>
    /// <param name="local">A name for a variable, unique in its method.</param>
    public void Write(CodeWriter code, TypeModel type, string value, string local)
    {
        switch (type)
        {
            case NullableModel { Value: PrimitiveModel primitive } nullable:
                code.Line($"writer.Write{primitive.Kind}OrNull({value}, {1 - nullable.NullIndex});");
                break;
            case NullableModel nullable:
                var write = WriteStatement(nullable.Value, local);
                code.Line($"if ({value} is {{ }} {local}) {{ writer.WriteUnionIndex({1 - nullable.NullIndex}); {write} }}");
                code.Line($"else writer.WriteUnionIndex({nullable.NullIndex});");
                break;
            case SingleModel single:
                code.Line("writer.WriteUnionIndex(0);");
                Write(code, single.Value, value, local);
                break;
            case PrimitiveModel { Kind: PrimitiveKind.Null }:
                break;
            default:
                code.Line(WriteStatement(type, value));
                break;
        }
    }

    private string WriteStatement(TypeModel type, string value) => type switch
    {
        PrimitiveModel primitive => WritePrimitive(primitive.Kind, value),
        NamedModel { Kind: NamedKind.Enum } symbols => $"writer.WriteEnumIndex((int){value}, {CSharpLiteral.Number(symbols.Count)});",
        NamedModel { Kind: NamedKind.Fixed } => $"writer.WriteFixed({value}.AsSpan());",
        NamedModel => $"{value}.Write(ref writer);",
        ArrayModel array => $"writer.WriteArray<{context.Types.Of(array.Item)}, {Items.NameOf(array.Item)}>({value});",
        MapModel map => $"writer.WriteMap<{context.Types.Of(map.Value)}, {Items.NameOf(map.Value)}>({value});",
        _ => throw new System.ArgumentOutOfRangeException(nameof(type)),
    };

    private static string WritePrimitive(PrimitiveKind kind, string value) => kind switch
    {
        PrimitiveKind.Bytes => $"writer.WriteBytes({value}.Span);",
        _ => $"writer.Write{kind}({value});",
    };
}
