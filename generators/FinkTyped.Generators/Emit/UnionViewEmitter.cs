using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the nested <c>View</c> of a union of several types, from which the union is made.</summary>
internal sealed class UnionViewEmitter(EmitContext context, UnionModel union, ItemTypes items)
{
    private readonly string _type = context.Types.Generated(union.Name);
    private readonly string _kind = context.Types.Generated(union.KindName);
    private readonly ViewCode _views = new(context.Types);
    private readonly KeepCode _kept = new(context, items);

    public void Emit(CodeWriter code)
    {
        code.Line($"/// <summary>A view of an encoded <see cref=\"{_type}\"/>, which cannot outlive the bytes.</summary>");
        code.Line("public readonly ref struct View : global::FinkTyped.Generated.IAvroView<View>").Open();
        code.Line("private readonly global::FinkTyped.Generated.AvroValueView _union;").Line();
        code.Line("private View(global::FinkTyped.Generated.AvroValueView union) => _union = union;").Line();
        EmitKind(code);
        foreach (var branch in union.Branches.Where(b => !b.IsNull)) EmitBranch(code, branch);
        EmitToUnion(code);
        code.Line("static View global::FinkTyped.Generated.IAvroView<View>.Open(global::FinkTyped.Generated.AvroValueView value) => new(value);").Line();
        code.Line($"private static global::System.InvalidOperationException WrongKind({_kind} kind, string wanted) =>").Indent();
        code.Line("new($\"the value is of the kind {kind}, not {wanted}\");").Unindent();
        code.Close().Line();
    }

    private void EmitKind(CodeWriter code)
    {
        code.Line("/// <summary>Which of the types the value is of.</summary>");
        code.Line($"public {_kind} Kind").Open().Line("get").Open();
        code.Line("_union.Branch(out var index);");
        code.Line("return index switch").Open();
        for (var i = 0; i < union.Branches.Count; i++)
        {
            var branch = union.Branches[i];
            if (!branch.IsNull) code.Line($"{CSharpLiteral.Number(i)} => {KindOf(branch)},");
        }

        code.Line("_ => default,").Close(";").Close().Close().Line();
        if (union.Branches.All(b => !b.IsNull)) return;
        code.Line("/// <summary>Whether the value is null.</summary>");
        code.Line($"public bool IsNull => Kind == {_kind}.Null;").Line();
    }

    private void EmitBranch(CodeWriter code, BranchModel branch)
    {
        var (type, expression) = _views.OfValue(branch.Type, "_union.Branch(out _)");
        code.Line($"/// <summary>Whether the value is of the type {UnionEmitter.NameIn(context, branch)}.</summary>");
        code.Line($"public bool Is{branch.Name} => Kind == {KindOf(branch)};").Line();
        code.Line($"/// <summary>The value, which must be of the type {UnionEmitter.NameIn(context, branch)}.</summary>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">It is of another type.</exception>");
        code.Line($"public {type} As{branch.Name}()").Open();
        code.Line($"var kind = Kind;");
        code.Line($"if (kind != {KindOf(branch)}) throw WrongKind(kind, \"{branch.Name}\");");
        code.Line($"return {expression};").Close().Line();
    }

    private void EmitToUnion(CodeWriter code)
    {
        code.Line("/// <summary>The value, which owns its memory and may be kept.</summary>");
        code.Line("/// <exception cref=\"global::FinkTyped.AvroException\">The bytes disagree with the schema they were written with.</exception>");
        code.Line($"public {_type} ToUnion()").Open();
        code.Line("var value = _union.Branch(out var index);");
        code.Line("return index switch").Open();
        for (var i = 0; i < union.Branches.Count; i++)
        {
            var branch = union.Branches[i];
            if (!branch.IsNull) code.Line($"{CSharpLiteral.Number(i)} => new {_type}({_kept.OfValue(branch.Type, "value")}),");
        }

        code.Line("_ => default,").Close(";").Close().Line();
    }

    private string KindOf(BranchModel branch) => $"{_kind}.{Identifiers.Escape(branch.Name)}";
}
