using System;
using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// Writes the struct that says which fields of a record are of which type: one constant expression for each type, without branches, so that
/// the JIT has its value when it compiles the question for a certain field.
/// </summary>
internal static class FieldsEmitter
{
    private const int BitsOfWord = 64;

    // For fields further back the library looks at the schema.
    private const int MostWords = 16;

    private static readonly PrimitiveKind[] Kinds =
    [
        PrimitiveKind.Boolean, PrimitiveKind.Int, PrimitiveKind.Long, PrimitiveKind.Float, PrimitiveKind.Double, PrimitiveKind.String, PrimitiveKind.Bytes,
    ];

    /// <summary>Writes the struct.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="type">The record's type.</param>
    /// <param name="properties">The record's properties.</param>
    public static void Emit(CodeWriter code, string name, string type, EquatableArray<PropertyModel> properties)
    {
        code.Line($"private readonly struct {name} : global::FinkTyped.Generated.IRecordFields").Open();
        code.Line($"public static global::FinkTyped.AvroSchema Schema => {type}.Schema;").Line();
        code.Line($"public static int Count => {CSharpLiteral.Number(properties.Count)};");
        foreach (var kind in Kinds)
        {
            var words = Words(properties, kind);
            if (words.Count == 0) continue;
            code.Line().Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            code.Line($"public static bool Is{kind}(int field) =>").Indent();
            code.Line(string.Join(" | ", words.Select(Expression)) + ";").Unindent();
        }

        code.Close().Line();
    }

    private static string Expression(KeyValuePair<int, ulong> word)
    {
        // Of a shift C# takes the lowest six bits.
        var place = word.Key == 0 ? "field" : $"(field - {CSharpLiteral.Number(word.Key * BitsOfWord)})";
        return $"((0x{word.Value:X}UL >> field) & 1) != 0 & (uint){place} < 64";
    }

    private static SortedDictionary<int, ulong> Words(EquatableArray<PropertyModel> properties, PrimitiveKind kind)
    {
        var words = new SortedDictionary<int, ulong>();
        for (var i = 0; i < Math.Min(properties.Count, MostWords * BitsOfWord); i++)
        {
            if (KindOf(properties[i].Type) != kind) continue;
            words.TryGetValue(i / BitsOfWord, out var bits);
            words[i / BitsOfWord] = bits | (1UL << (i % BitsOfWord));
        }

        return words;
    }

    // An enum is read as the index of its symbol.
    private static PrimitiveKind? KindOf(TypeModel type) => ViewCode.WithoutNull(type) switch
    {
        PrimitiveModel primitive => primitive.Kind,
        NamedModel { Kind: NamedKind.Enum } => PrimitiveKind.Int,
        _ => null,
    };
}
