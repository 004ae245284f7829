using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# that makes a value to keep from a field of a window.</summary>
internal sealed class KeepCode
{
    /// <summary>What the code of a value contains that needs a local variable <c>reader</c>.</summary>
    public const string OpensReader = "out reader)";

    private readonly EmitContext _context;
    private readonly ValueCode _values;

    public KeepCode(EmitContext context)
    {
        _context = context;
        _values = new ValueCode(context, new ItemTypes(context));
    }

    /// <summary>The item types that the code refers to, to be written into the same file.</summary>
    public ItemTypes Items => _values.Items;

    /// <summary>An expression that makes a value to keep from a field of the window <c>view</c>.</summary>
    public string Keep(TypeModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        var isNullable = type is NullableModel;
        var orNull = isNullable ? "OrNull" : "";
        var mayNotBeNull = isNullable ? "" : "!";
        switch (WindowCode.WithoutNull(type))
        {
            case PrimitiveModel { Kind: PrimitiveKind.Null }:
                return "default";
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return $"view.TextToKeep({at}){mayNotBeNull}";
            case PrimitiveModel { Kind: PrimitiveKind.Bytes }:
                return $"view.BytesToKeep({at})" + (isNullable ? "" : ".GetValueOrDefault()");
            case PrimitiveModel primitive:
                return $"view.{primitive.Kind}{orNull}({at})";
            case NamedModel { Kind: NamedKind.Record } named:
                var record = $"{_context.Types.Of(named)}.Read(view.Record({at}))";
                return isNullable ? $"view.IsNullAt({at}) ? null : {record}" : record;
            case NamedModel { Kind: NamedKind.Enum }:
                return $"({_context.Types.Of(type)})view.Int{orNull}({at})";
            // An array of nullable records is the same type at run time, which the exclamation mark says.
            case ArrayModel { Item: var item } when WindowCode.RecordOf(item) is { } named:
                return $"view.RecordsToKeep<{_context.Types.Of(named)}>({at})!";
            case MapModel { Value: var item } when WindowCode.RecordOf(item) is { } named:
                return $"view.RecordMapToKeep<{_context.Types.Of(named)}>({at})!";
            default:
                return $"view.TryOpen({at}, {OpensReader} ? {_values.Read(WindowCode.WithoutNull(type))} : default({_context.Types.Of(type)})!";
        }
    }

    /// <summary>An expression that makes the value of a nullable number from a field of the window <c>view</c>; the type's default for null.</summary>
    public string KeepOrDefault(NullableModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        return type.Value is PrimitiveModel primitive
            ? $"view.{primitive.Kind}OrDefault({at})"
            : $"({_context.Types.Of(type.Value)})view.IntOrDefault({at})";
    }
}
