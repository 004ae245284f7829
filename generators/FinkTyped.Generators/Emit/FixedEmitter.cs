using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# struct of an Avro fixed: its bytes lie in the struct itself, or in an array where they are many.</summary>
internal static class FixedEmitter
{
    private const int MostInline = 1024;

    public static string Emit(EmitContext context, FixedModel model)
    {
        var code = context.StartFile(model);
        var type = context.Types.Generated(model.Name);
        var size = CSharpLiteral.Number(model.Size);
        XmlDoc.Summary(code, model.Doc, $"A value of the fixed <c>{model.AvroName}</c>: {size} bytes.");
        code.Line($"{context.Access} readonly struct {Identifiers.Escape(model.Name)} : global::System.IEquatable<{type}>").Open();
        var storage = model.Size switch { 0 => Nothing, > MostInline => InArray, _ => InStruct };
        code.Lines((storage + Rest).Replace("$NAME$", Identifiers.Escape(model.Name)).Replace("$TYPE$", type).Replace("$SIZE$", size));
        return code.Close().ToString();
    }

    private const string Nothing =
        """
        /// <summary>The number of bytes.</summary>
        public const int Size = $SIZE$;

        /// <summary>Makes a value of bytes.</summary>
        /// <param name="bytes">The bytes: none.</param>
        /// <exception cref="global::System.ArgumentException">There are some.</exception>
        public $NAME$(global::System.ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length != Size) throw new global::System.ArgumentException($"{bytes.Length} bytes, not {Size}", nameof(bytes));
        }

        /// <summary>The bytes.</summary>
        public global::System.ReadOnlySpan<byte> AsSpan() => default;

        """;

    private const string InStruct =
        """
        /// <summary>The number of bytes.</summary>
        public const int Size = $SIZE$;

        private readonly Buffer _bytes;

        /// <summary>Makes a value of bytes.</summary>
        /// <param name="bytes">The bytes, exactly <see cref="Size"/> of them.</param>
        /// <exception cref="global::System.ArgumentException">There are more or fewer bytes.</exception>
        public $NAME$(global::System.ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length != Size) throw new global::System.ArgumentException($"{bytes.Length} bytes, not {Size}", nameof(bytes));
            bytes.CopyTo(_bytes);
        }

        /// <summary>The bytes.</summary>
        [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
        public global::System.ReadOnlySpan<byte> AsSpan() => _bytes;

        [global::System.Runtime.CompilerServices.InlineArray(Size)]
        private struct Buffer
        {
            private byte _first;
        }

        """;

    private const string InArray =
        """
        /// <summary>The number of bytes.</summary>
        public const int Size = $SIZE$;

        private static readonly byte[] Zeros = new byte[Size];

        private readonly byte[]? _bytes;

        /// <summary>Makes a value of bytes.</summary>
        /// <param name="bytes">The bytes, exactly <see cref="Size"/> of them.</param>
        /// <exception cref="global::System.ArgumentException">There are more or fewer bytes.</exception>
        public $NAME$(global::System.ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length != Size) throw new global::System.ArgumentException($"{bytes.Length} bytes, not {Size}", nameof(bytes));
            _bytes = bytes.ToArray();
        }

        /// <summary>The bytes.</summary>
        public global::System.ReadOnlySpan<byte> AsSpan() => _bytes ?? Zeros;

        """;

    private const string Rest =
        """

        /// <summary>A copy of the bytes.</summary>
        public byte[] ToArray() => AsSpan().ToArray();

        /// <summary>Whether both have the same bytes.</summary>
        public bool Equals($TYPE$ other) => global::System.MemoryExtensions.SequenceEqual(AsSpan(), other.AsSpan());

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is $TYPE$ other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new global::System.HashCode();
            hash.AddBytes(AsSpan());
            return hash.ToHashCode();
        }

        /// <summary>The bytes as hexadecimal digits.</summary>
        public override string ToString() => global::System.Convert.ToHexString(AsSpan());

        /// <summary>Whether both have the same bytes.</summary>
        public static bool operator ==($TYPE$ left, $TYPE$ right) => left.Equals(right);

        /// <summary>Whether the bytes differ.</summary>
        public static bool operator !=($TYPE$ left, $TYPE$ right) => !left.Equals(right);
        """;
}
