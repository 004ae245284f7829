using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the C# struct of a union of several types: a tag that says which, and the value.</summary>
internal sealed class UnionEmitter(EmitContext context, UnionModel union)
{
    private readonly CodeWriter _code = context.StartFile(union);
    private readonly WriteCode _values = new(context, new ItemTypes(context));
    private readonly string _type = context.Types.Generated(union.Name);
    private readonly string _kind = context.Types.Generated(union.KindName);
    private readonly bool _hasNull = union.Branches.Any(b => b.IsNull);

    public string Emit()
    {
        var branches = union.Branches.Where(b => !b.IsNull).ToList();
        EmitKind();
        _code.Line();
        XmlDoc.Summary(_code, null, $"A value of the field <c>{union.FieldName}</c>: of one of several types, as <see cref=\"Kind\"/> says.");
        _code.Line($"{context.Access} readonly record struct {Identifiers.Escape(union.Name)}").Open();
        // A field each: nothing is boxed, and the compiler's own equality is right.
        foreach (var branch in branches) _code.Line($"private readonly {StorageOf(branch.Type)} _as{branch.Name};");
        _code.Line();
        foreach (var branch in branches) EmitConstructor(branch);
        _code.Line("/// <summary>Which of the types the value is of.</summary>");
        _code.Line($"public {_kind} Kind {{ get; }}").Line();
        if (_hasNull)
        {
            _code.Line("/// <summary>The value null.</summary>");
            _code.Line($"public static {_type} Null => default;").Line();
            _code.Line("/// <summary>Whether the value is null.</summary>");
            _code.Line($"public bool IsNull => Kind == {_kind}.Null;").Line();
        }

        foreach (var branch in branches) EmitBranch(branch);
        EmitToString();
        EmitWrite();
        EmitWrongKind();
        new UnionViewEmitter(context, union, _values.Items).Emit(_code);
        _code.Close();
        _values.Items.Emit(_code);
        return _code.ToString();
    }

    private void EmitKind()
    {
        _code.Line($"/// <summary>The types that a value of the field <c>{union.FieldName}</c> can have.</summary>");
        _code.Line($"{context.Access} enum {Identifiers.Escape(union.KindName)}").Open();
        _code.Line(_hasNull ? "/// <summary>No value.</summary>" : "/// <summary>Not set: no value that could be written.</summary>");
        _code.Line(_hasNull ? "Null," : "None,");
        foreach (var branch in union.Branches.Where(b => !b.IsNull))
        {
            _code.Line().Line($"/// <summary>A value of the type {NameIn(context, branch)}.</summary>").Line($"{Identifiers.Escape(branch.Name)},");
        }

        _code.Close();
    }

    private void EmitConstructor(BranchModel branch)
    {
        var type = context.Types.Of(branch.Type);
        _code.Line($"/// <summary>A value of the type {NameIn(context, branch)}.</summary>");
        _code.Line($"public {Identifiers.Escape(union.Name)}({type} value)").Open();
        if (CSharpTypes.IsReference(branch.Type)) _code.Line("global::System.ArgumentNullException.ThrowIfNull(value);");
        _code.Line($"Kind = {_kind}.{Identifiers.Escape(branch.Name)};").Line($"_as{branch.Name} = value;").Close().Line();
    }

    private void EmitBranch(BranchModel branch)
    {
        var type = context.Types.Of(branch.Type);
        var kind = $"{_kind}.{Identifiers.Escape(branch.Name)}";
        var isReference = CSharpTypes.IsReference(branch.Type);
        _code.Line($"/// <summary>Whether the value is of the type {NameIn(context, branch)}.</summary>");
        _code.Line($"public bool Is{branch.Name} => Kind == {kind};").Line();
        _code.Line($"/// <summary>The value, which must be of the type {NameIn(context, branch)}.</summary>");
        _code.Line("/// <exception cref=\"global::System.InvalidOperationException\">It is of another type.</exception>");
        var value = $"_as{branch.Name}{(isReference ? "!" : "")}";
        _code.Line($"public {type} As{branch.Name}() => Kind == {kind} ? {value} : throw WrongKind(Kind, \"{branch.Name}\");").Line();
        var outType = isReference ? $"[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {type}?" : $"out {type}";
        _code.Line($"/// <summary>The value if it is of the type {NameIn(context, branch)}.</summary>");
        _code.Line($"public bool TryGet{branch.Name}({outType} value)").Open();
        _code.Line($"value = _as{branch.Name};").Line($"return Kind == {kind};").Close().Line();
        _code.Line($"/// <summary>A value of the type {NameIn(context, branch)}.</summary>");
        _code.Line($"public static implicit operator {_type}({type} value) => new(value);").Line();
    }

    private void EmitToString()
    {
        _code.Line("/// <summary>The value as text.</summary>");
        _code.Line("public override string ToString() => Kind switch").Open();
        foreach (var branch in union.Branches.Where(b => !b.IsNull))
        {
            var kind = $"{_kind}.{Identifiers.Escape(branch.Name)}";
            _code.Line($"{kind} => global::System.FormattableString.Invariant($\"{{_as{branch.Name}}}\"),");
        }

        _code.Line($"_ => \"{(_hasNull ? "null" : "")}\",").Close(";").Line();
    }

    private void EmitWrite()
    {
        _code.Line("internal void Write(ref global::FinkTyped.AvroWriter writer)").Open();
        _code.Line("switch (Kind)").Open();
        for (var i = 0; i < union.Branches.Count; i++)
        {
            var branch = union.Branches[i];
            _code.Line($"case {_kind}.{Identifiers.Escape(branch.Name)}:").Indent();
            _code.Line($"writer.WriteUnionIndex({CSharpLiteral.Number(i)});");
            if (!branch.IsNull) _values.Write(_code, branch.Type, ValueOf(branch), "value");
            _code.Line("break;").Unindent();
        }

        _code.Line("default:").Indent().Line("throw WrongKind(Kind, \"a type of the union\");").Unindent();
        _code.Close().Close().Line();
    }

    private void EmitWrongKind()
    {
        _code.Line($"private static global::System.InvalidOperationException WrongKind({_kind} kind, string wanted) =>").Indent();
        _code.Line("new($\"the value is of the kind {kind}, not {wanted}\");").Unindent().Line();
    }

    private static string ValueOf(BranchModel branch) => branch.Type is PrimitiveModel { Kind: PrimitiveKind.Bytes }
        ? $"_as{branch.Name}.Memory"
        : $"_as{branch.Name}{(CSharpTypes.IsReference(branch.Type) ? "!" : "")}";

    private string StorageOf(TypeModel type) => type is PrimitiveModel { Kind: PrimitiveKind.Bytes }
        ? "global::FinkTyped.Generated.AvroBytes"
        : context.Types.Of(type) + (CSharpTypes.IsReference(type) ? "?" : "");

    /// <summary>How documentation names the type of a branch.</summary>
    public static string NameIn(EmitContext context, BranchModel branch) => branch.Type switch
    {
        NamedModel named => $"<see cref=\"{context.Types.Generated(named.Name)}\"/>",
        PrimitiveModel primitive => primitive.Kind.ToString().ToLowerInvariant(),
        ArrayModel => "array",
        _ => "map",
    };
}
