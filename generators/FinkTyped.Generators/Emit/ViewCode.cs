using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# of views of encoded values: the type of a view, and the expression that opens it.</summary>
internal sealed class ViewCode(CSharpTypes types)
{
    private const string Core = "global::FinkTyped.";
    private const string ValueViews = Core + "Generated.ValueViews";
    private const string ValueView = Core + "Generated.AvroValueView";

    // The type of a view names that of its items twice. Collections in collections in collections …, which no survey has, would be named for ever.
    private const int MostNested = 4;

    /// <summary>The type and expression of the view of a field of a record, whose fields are <c>_fields</c>.</summary>
    public (string Type, string Expression) OfField(TypeModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        var orNull = type is NullableModel ? "OrNull" : "";
        return WithoutNull(type) switch
        {
            PrimitiveModel { Kind: PrimitiveKind.String } => (Core + "AvroString", $"_fields.Text({at})"),
            PrimitiveModel { Kind: PrimitiveKind.Bytes } => (Core + "AvroBytesView", $"_fields.Bytes({at})"),
            PrimitiveModel { Kind: not PrimitiveKind.Null } primitive => (types.Of(type), $"_fields.{primitive.Kind}{orNull}({at})"),
            NamedModel { Kind: NamedKind.Record } named => (ViewOf(named), $"_fields.Record<{ViewOf(named)}>({at})"),
            NamedModel { Kind: NamedKind.Enum } => (types.Of(type), $"({types.Of(type)})_fields.Int{orNull}({at})"),
            NamedModel { Kind: NamedKind.Fixed } => (Core + "AvroBytesView", $"_fields.Fixed({at})"),
            ArrayModel array => (ViewOf(array), $"_fields.Array<{Parameters(array.Item)}>({at})"),
            MapModel map => (ViewOf(map), $"_fields.Map<{Parameters(map.Value)}>({at})"),
            _ => OfValue(type, $"_fields.Value({at})"),
        };
    }

    /// <summary>The type and expression of the view of a value of any type.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="value">The expression of its <c>AvroValueView</c>.</param>
    public (string Type, string Expression) OfValue(TypeModel type, string value) => WithoutNull(type) switch
    {
        PrimitiveModel { Kind: PrimitiveKind.Null } => (types.Of(type), "default"),
        PrimitiveModel { Kind: PrimitiveKind.String } => (Core + "AvroString", $"{value}.Text()"),
        PrimitiveModel { Kind: PrimitiveKind.Bytes } => (Core + "AvroBytesView", $"{value}.Bytes()"),
        PrimitiveModel => (types.Of(type), $"{value}.Scalar<{types.Of(type)}>()"),
        NamedModel { Kind: NamedKind.Enum } => (types.Of(type), $"({types.Of(type)}){value}.Scalar<int{(type is NullableModel ? "?" : "")}>()"),
        NamedModel { Kind: NamedKind.Fixed } => (Core + "AvroBytesView", $"{value}.Bytes()"),
        NamedModel named => (ViewOf(named), $"{value}.View<{ViewOf(named)}>()"),
        SingleModel single => OfValue(single.Value, $"{value}.Branch(out _)"),
        ArrayModel array => (ViewOf(array), $"{value}.Array<{Parameters(array.Item)}>()"),
        MapModel map => (ViewOf(map), $"{value}.Map<{Parameters(map.Value)}>()"),
        _ => throw new System.ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The record that an item is, or is unless null; null for any other item.</summary>
    public static NamedModel? RecordOf(TypeModel item) => WithoutNull(item) is NamedModel { Kind: NamedKind.Record } named ? named : null;

    /// <summary>A type without the null that it may be.</summary>
    public static TypeModel WithoutNull(TypeModel type) => type is NullableModel nullable ? nullable.Value : type;

    private string ViewOf(NamedModel named) => types.Of(named) + ".View";

    private string ViewOf(ArrayModel array, int depth = 0) => $"{Core}AvroArrayView<{Parameters(array.Item, depth)}>";

    private string ViewOf(MapModel map, int depth = 0) => $"{Core}AvroMapView<{Parameters(map.Value, depth)}>";

    // What an item shows as, and how it is opened.
    private string Parameters(TypeModel item, int depth = 0)
    {
        var (type, opener) = Item(item, depth + 1);
        return $"{type}, {opener}";
    }

    private (string Type, string Opener) Item(TypeModel item, int depth)
    {
        if (depth > MostNested) return (ValueView, ValueView);
        switch (WithoutNull(item))
        {
            case NamedModel { Kind: NamedKind.Enum } symbols:
                return (types.Of(item), $"{Core}Generated.EnumViews<{types.Of(symbols)}>");
            case SingleModel single:
                var (type, opener) = Item(single.Value, depth + 1);
                return (type, $"{Core}Generated.OnlyViews<{type}, {opener}>");
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return (Core + "AvroString", ValueViews);
            case PrimitiveModel { Kind: PrimitiveKind.Bytes } or NamedModel { Kind: NamedKind.Fixed }:
                return (Core + "AvroBytesView", ValueViews);
            case PrimitiveModel:
                return (types.Of(item), ValueViews);
            case NamedModel named:
                return (ViewOf(named), ViewOf(named));
            case ArrayModel array:
                return (ViewOf(array, depth), ViewOf(array, depth));
            case MapModel map:
                return (ViewOf(map, depth), ViewOf(map, depth));
            default:
                throw new System.ArgumentOutOfRangeException(nameof(item));
        }
    }
}
