using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Emit;

/// <summary>Writes the nested <c>View</c> of a union of several types.</summary>
internal sealed class UnionViewEmitter(EmitContext context, UnionModel union)
{
    private readonly string _type = context.Types.Generated(union.Name);
    private readonly string _kind = context.Types.Generated(union.KindName);

    public void Emit(CodeWriter code)
    {
        var branches = union.Branches.Where(b => !b.IsNull).ToList();
        var windows = new WindowCode(context.Types, MemberNames.OfWindow(branches.SelectMany(Members)));
        code.Line($"/// <summary>A window over an encoded <see cref=\"{_type}\"/>, which cannot outlive the bytes.</summary>");
        code.Line("public readonly ref struct View").Open();
        code.Line("private readonly global::FinkTyped.AvroValueView _union;").Line();
        code.Line("/// <summary>Gives the branches of a window their names and types.</summary>");
        code.Line("public View(global::FinkTyped.AvroValueView union) => _union = union;").Line();
        EmitKind(code);
        foreach (var branch in branches) EmitBranch(code, branch, windows);
        EmitToUnion(code);
        windows.Emit(code);
        code.Close().Line();
    }

    private static IEnumerable<string> Members(BranchModel branch) => ["Is" + branch.Name, "As" + branch.Name];

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

    private void EmitBranch(CodeWriter code, BranchModel branch, WindowCode windows)
    {
        var (type, expression) = windows.OfValue(branch.Type, "_union.Branch(out _)", "Value");
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
        code.Line($"public {_type} ToUnion() => _union.TryOpen(out var reader) ? {_type}.Read(ref reader) : default;").Line();
    }

    private string KindOf(BranchModel branch) => $"{_kind}.{Identifiers.Escape(branch.Name)}";
}
