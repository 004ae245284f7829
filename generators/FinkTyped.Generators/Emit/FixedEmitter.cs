using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# struct of an Avro fixed: its bytes lie in the struct itself, or in an array where they are many.</summary>
internal static class FixedEmitter
{
    private const int MostInline = 1024;

    public static string Emit(EmitContext context, FixedModel model)
    {
        var code = context.StartFile();
        var name = Identifiers.Escape(model.Name);
        var type = context.Types.Generated(model.Name);
        var size = CSharpLiteral.Number(model.Size);
        XmlDoc.Summary(code, model.Doc, $"A value of the fixed <c>{model.AvroName}</c>: {size} bytes.");
        code.Line($"{context.Access} readonly struct {name} : global::System.IEquatable<{type}>").Open();
        code.Line("/// <summary>The number of bytes.</summary>").Line($"public const int Size = {size};").Line();
        EmitStorage(code, model.Size, name);
        code.Line("/// <summary>A copy of the bytes.</summary>");
        code.Line("public byte[] ToArray() => AsSpan().ToArray();").Line();
        EmitEquality(code, type);
        return code.Close().ToString();
    }

    private static void EmitStorage(CodeWriter code, int size, string name)
    {
        if (size > MostInline) code.Line("private readonly byte[]? _bytes;").Line();
        else if (size > 0) code.Line("private readonly Buffer _bytes;").Line();

        code.Line("/// <summary>Makes a value of bytes.</summary>");
        code.Line("/// <param name=\"bytes\">The bytes, exactly <see cref=\"Size\"/> of them.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">There are more or fewer bytes.</exception>");
        code.Line($"public {name}(global::System.ReadOnlySpan<byte> bytes)").Open();
        code.Line("if (bytes.Length != Size) throw new global::System.ArgumentException($\"{bytes.Length} bytes, not {Size}\", nameof(bytes));");
        if (size > MostInline) code.Line("_bytes = bytes.ToArray();");
        else if (size > 0) code.Line("bytes.CopyTo(_bytes);");
        code.Close().Line();

        code.Line("/// <summary>The bytes.</summary>");
        if (size > MostInline) code.Line("public global::System.ReadOnlySpan<byte> AsSpan() => _bytes ?? new byte[Size];").Line();
        else if (size == 0) code.Line("public global::System.ReadOnlySpan<byte> AsSpan() => default;").Line();
        else code.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRef]").Line("public global::System.ReadOnlySpan<byte> AsSpan() => _bytes;").Line();
        if (size is 0 or > MostInline) return;

        code.Line("[global::System.Runtime.CompilerServices.InlineArray(Size)]");
        code.Line("private struct Buffer").Open().Line("private byte _first;").Close().Line();
    }

    private static void EmitEquality(CodeWriter code, string type)
    {
        code.Line("/// <summary>Whether both have the same bytes.</summary>");
        code.Line($"public bool Equals({type} other) => global::System.MemoryExtensions.SequenceEqual(AsSpan(), other.AsSpan());").Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override bool Equals(object? obj) => obj is {type} other && Equals(other);").Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public override int GetHashCode()").Open();
        code.Line("var hash = new global::System.HashCode();").Line("hash.AddBytes(AsSpan());").Line("return hash.ToHashCode();").Close().Line();
        code.Line("/// <summary>The bytes as hexadecimal digits.</summary>");
        code.Line("public override string ToString() => global::System.Convert.ToHexString(AsSpan());").Line();
        code.Line("/// <summary>Whether both have the same bytes.</summary>");
        code.Line($"public static bool operator ==({type} left, {type} right) => left.Equals(right);").Line();
        code.Line("/// <summary>Whether the bytes differ.</summary>");
        code.Line($"public static bool operator !=({type} left, {type} right) => !left.Equals(right);");
    }
}
