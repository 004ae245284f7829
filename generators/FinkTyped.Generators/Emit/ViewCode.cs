using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Emit;

/// <summary>The C# that finds a field in a window: as a window of its own, or as a value to keep.</summary>
internal sealed class ViewCode
{
    /// <summary>What the code of a value contains that needs a local variable <c>reader</c>.</summary>
    public const string OpensReader = "out reader)";

    private readonly EmitContext _context;
    private readonly ValueCode _values;

    public ViewCode(EmitContext context)
    {
        _context = context;
        _values = new ValueCode(context, new ItemTypes(context));
    }

    /// <summary>The item types that the code refers to, to be written into the same file.</summary>
    public ItemTypes Items => _values.Items;

    /// <summary>The type and expression of a window over a field; null for a type that has none.</summary>
    public (string Type, string Expression)? Window(TypeModel type, int field)
    {
        var at = CSharpLiteral.Number(field);
        var isNullable = type is NullableModel;
        var orNull = isNullable ? "OrNull" : "";
        return WithoutNull(type) switch
        {
            PrimitiveModel { Kind: PrimitiveKind.Null } => null,
            PrimitiveModel { Kind: PrimitiveKind.String } => ("global::FinkTyped.AvroString", $"_fields.Text({at})"),
            PrimitiveModel { Kind: PrimitiveKind.Bytes } => ("global::FinkTyped.AvroBytesView", $"_fields.Bytes({at})"),
            PrimitiveModel primitive => (_context.Types.Of(type), $"_fields.{primitive.Kind}{orNull}({at})"),
            NamedModel { Kind: NamedKind.Record } named => (View(named) + ".View", $"new {View(named)}.View(_fields.Record({at}))"),
            NamedModel { Kind: NamedKind.Enum } => (_context.Types.Of(type), $"({_context.Types.Of(type)})_fields.Int{orNull}({at})"),
            NamedModel { Kind: NamedKind.Fixed } named => ("global::FinkTyped.AvroBytesView", $"_fields.Fixed({at}, {CSharpLiteral.Number(named.Count)})"),
            ArrayModel { Item: var item } when RecordOf(item) is { } named =>
                (View(named) + ".ViewArray", $"new {View(named)}.ViewArray(_fields.RecordArray({at}))"),
            MapModel { Value: var item } when RecordOf(item) is { } named =>
                (View(named) + ".ViewMap", $"new {View(named)}.ViewMap(_fields.RecordMap({at}))"),
            ArrayModel { Item: var item } => Values(item, "Array", at),
            MapModel { Value: var item } => Values(item, "Map", at),
            _ => null,
        };
    }

    /// <summary>An expression that makes a value to keep from a field of the window called <paramref name="view"/>.</summary>
    public string Keep(TypeModel type, int field, string view)
    {
        var at = CSharpLiteral.Number(field);
        var isNullable = type is NullableModel;
        var orNull = isNullable ? "OrNull" : "";
        var mayNotBeNull = isNullable ? "" : "!";
        switch (WithoutNull(type))
        {
            case PrimitiveModel { Kind: PrimitiveKind.Null }:
                return "default";
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return $"{view}.TextToKeep({at}){mayNotBeNull}";
            case PrimitiveModel { Kind: PrimitiveKind.Bytes }:
                return $"{view}.BytesToKeep({at})" + (isNullable ? "" : ".GetValueOrDefault()");
            case PrimitiveModel primitive:
                return $"{view}.{primitive.Kind}{orNull}({at})";
            case NamedModel { Kind: NamedKind.Record } named:
                var record = $"{View(named)}.Read({view}.Record({at}))";
                return isNullable ? $"{view}.IsNullAt({at}) ? null : {record}" : record;
            case NamedModel { Kind: NamedKind.Enum }:
                return $"({_context.Types.Of(type)}){view}.Int{orNull}({at})";
            // An array of nullable records is the same type at run time, which the exclamation mark says.
            case ArrayModel { Item: var item } when RecordOf(item) is { } named:
                return $"{view}.RecordsToKeep<{View(named)}>({at})!";
            case MapModel { Value: var item } when RecordOf(item) is { } named:
                return $"{view}.RecordMapToKeep<{View(named)}>({at})!";
            default:
                return $"{view}.TryOpen({at}, {OpensReader} ? {_values.Read(WithoutNull(type))} : default({_context.Types.Of(type)})!";
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

    /// <summary>The record that an item is, or is unless null; null for any other item.</summary>
    public static NamedModel? RecordOf(TypeModel item) => WithoutNull(item) is NamedModel { Kind: NamedKind.Record } named ? named : null;

    private static TypeModel WithoutNull(TypeModel type) => type is NullableModel nullable ? nullable.Value : type;

    private (string Type, string Expression)? Values(TypeModel item, string kind, string at)
    {
        var nullBranch = CSharpLiteral.Number(item is NullableModel nullable ? nullable.NullIndex : -1);
        switch (WithoutNull(item))
        {
            case PrimitiveModel { Kind: PrimitiveKind.String }:
                return ($"global::FinkTyped.AvroText{kind}View", $"_fields.Text{kind}({at}, {nullBranch})");
            case PrimitiveModel { Kind: not (PrimitiveKind.Bytes or PrimitiveKind.Null) }:
                var type = _context.Types.Of(item);
                return ($"global::FinkTyped.AvroValue{kind}View<{type}>", $"_fields.Value{kind}<{type}>({at}, {nullBranch})");
            default:
                return null;
        }
    }

    private string View(NamedModel record) => _context.Types.Of(record);
}
