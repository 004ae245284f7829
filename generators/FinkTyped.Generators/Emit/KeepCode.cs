using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# that makes a value to keep from its view.</summary>
internal sealed class KeepCode(EmitContext context, ItemTypes items)
{
    /// <summary>An expression that makes a value to keep from a field of a record, whose fields are <c>_fields</c>.</summary>
    public string OfField(TypeModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        var isNullable = type is NullableModel;
        var orNull = isNullable ? "OrNull" : "";
        switch (ViewCode.WithoutNull(type))
        {
            case PrimitiveModel { Kind: PrimitiveKind.Null }:
                return "default";
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return $"_fields.TextToKeep({at}){(isNullable ? "" : "!")}";
            case PrimitiveModel { Kind: PrimitiveKind.Bytes }:
                return $"_fields.BytesToKeep({at})" + (isNullable ? "" : ".GetValueOrDefault()");
            case PrimitiveModel primitive:
                return $"_fields.{primitive.Kind}{orNull}({at})";
            case NamedModel { Kind: NamedKind.Record } named:
                var record = $"_fields.Record<{context.Types.Of(named)}.View>({at}).ToRecord()";
                return isNullable ? $"_fields.IsNullAt({at}) ? null : {record}" : record;
            case NamedModel { Kind: NamedKind.Enum }:
                return $"({context.Types.Of(type)})_fields.Int{orNull}({at})";
            // An array of nullable records is the same type at run time, which the exclamation mark says.
            case ArrayModel { Item: var item } when ViewCode.RecordOf(item) is { } named:
                return $"_fields.RecordsToKeep<{context.Types.Of(named)}>({at})!";
            case MapModel { Value: var item } when ViewCode.RecordOf(item) is { } named:
                return $"_fields.RecordMapToKeep<{context.Types.Of(named)}>({at})!";
            default:
                return OfValue(type, $"_fields.Value({at})");
        }
    }

    /// <summary>An expression that makes the value of a nullable number from a field of <c>fields</c>; the type's default for null.</summary>
    public string OfFieldOrDefault(NullableModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        return type.Value is PrimitiveModel primitive
            ? $"fields.{primitive.Kind}OrDefault({at})"
            : $"({context.Types.Of(type.Value)})fields.IntOrDefault({at})";
    }

    /// <summary>An expression that makes a value to keep from a value.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">The expression of its <c>AvroValueView</c>.</param>
    public string OfValue(TypeModel type, string value)
    {
        var isNullable = type is NullableModel;
        var mayNotBeNull = isNullable ? "" : "!";
        var otherwiseNull = isNullable ? $"{value}.IsNull ? null : " : "";
        switch (ViewCode.WithoutNull(type))
        {
            case PrimitiveModel { Kind: PrimitiveKind.Null }:
                return "default";
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return $"{value}.TextToKeep(){mayNotBeNull}";
            case PrimitiveModel { Kind: PrimitiveKind.Bytes }:
                return $"{value}.BytesToKeep()" + (isNullable ? "" : ".GetValueOrDefault()");
            case PrimitiveModel:
                return $"{value}.Scalar<{context.Types.Of(type)}>()";
            case NamedModel { Kind: NamedKind.Enum }:
                return $"({context.Types.Of(type)}){value}.Scalar<int{(isNullable ? "?" : "")}>()";
            case NamedModel { Kind: NamedKind.Fixed } named:
                return $"{otherwiseNull}new {context.Types.Of(named)}({value}.Bytes().Span)";
            case NamedModel { Kind: NamedKind.Record } named:
                return $"{otherwiseNull}{value}.View<{context.Types.Of(named)}.View>().ToRecord()";
            case NamedModel named:
                return $"{value}.View<{context.Types.Of(named)}.View>().ToUnion()";
            case SingleModel single:
                return OfValue(single.Value, $"{value}.Branch(out _)");
            case ArrayModel { Item: var item } when ViewCode.RecordOf(item) is { } named:
                return $"{value}.RecordsToKeep<{context.Types.Of(named)}>()!";
            case ArrayModel array:
                return $"{value}.ArrayToKeep<{context.Types.Of(array.Item)}, {items.NameOf(array.Item)}>(){mayNotBeNull}";
            case MapModel map:
                return $"{value}.MapToKeep<{context.Types.Of(map.Value)}, {items.NameOf(map.Value)}>(){mayNotBeNull}";
            default:
                throw new System.ArgumentOutOfRangeException(nameof(type));
        }
    }
}
