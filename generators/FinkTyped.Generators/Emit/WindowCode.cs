using System.Collections.Generic;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Emit;

/// <summary>
/// The C# of windows over encoded values: the type of a window, and the expression that opens it. Arrays and maps whose items have no common
/// window get a type of their own; those are gathered, and written by <see cref="Emit"/> into the type that the code is in.
/// </summary>
/// <param name="types">How types are spelt.</param>
/// <param name="scope">The names of the members of the type that the code is in.</param>
internal sealed class WindowCode(CSharpTypes types, NameScope scope)
{
    private const string Core = "global::FinkTyped.";

    private readonly Queue<(string Name, string Of, TypeModel Collection)> _pending = new();

    /// <summary>The type and expression of a window over a field of a record.</summary>
    /// <param name="type">The field's type.</param>
    /// <param name="field">Its index.</param>
    /// <param name="property">Its name in C#.</param>
    public (string Type, string Expression) OfField(TypeModel type, int field, string property)
    {
        var at = CSharpLiteral.Number(field);
        var orNull = type is NullableModel ? "OrNull" : "";
        return WithoutNull(type) switch
        {
            PrimitiveModel { Kind: PrimitiveKind.String } => (Core + "AvroString", $"_fields.Text({at})"),
            PrimitiveModel { Kind: PrimitiveKind.Bytes } => (Core + "AvroBytesView", $"_fields.Bytes({at})"),
            PrimitiveModel { Kind: not PrimitiveKind.Null } primitive => (types.Of(type), $"_fields.{primitive.Kind}{orNull}({at})"),
            NamedModel { Kind: NamedKind.Record } named => New(types.Of(named) + ".View", $"_fields.Record({at})"),
            NamedModel { Kind: NamedKind.Enum } => (types.Of(type), $"({types.Of(type)})_fields.Int{orNull}({at})"),
            NamedModel { Kind: NamedKind.Fixed } named => (Core + "AvroBytesView", $"_fields.Fixed({at}, {CSharpLiteral.Number(named.Count)})"),
            ArrayModel { Item: var item } when RecordOf(item) is { } named => New(types.Of(named) + ".ViewArray", $"_fields.RecordArray({at})"),
            MapModel { Value: var value } when RecordOf(value) is { } named => New(types.Of(named) + ".ViewMap", $"_fields.RecordMap({at})"),
            _ => OfValue(type, $"_fields.Value({at})", property),
        };
    }

    /// <summary>The type and expression of a window over a value of any type.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="value">The expression of its <c>AvroValueView</c>.</param>
    /// <param name="name">What a type for it is called after.</param>
    public (string Type, string Expression) OfValue(TypeModel type, string value, string name) => WithoutNull(type) switch
    {
        PrimitiveModel { Kind: PrimitiveKind.Null } => (types.Of(type), "default"),
        PrimitiveModel { Kind: PrimitiveKind.String } => (Core + "AvroString", $"{value}.Text()"),
        PrimitiveModel { Kind: PrimitiveKind.Bytes } => (Core + "AvroBytesView", $"{value}.Bytes()"),
        PrimitiveModel => (types.Of(type), $"{value}.Scalar<{types.Of(type)}>()"),
        NamedModel { Kind: NamedKind.Record } named => New(types.Of(named) + ".View", $"{value}.Record()"),
        NamedModel { Kind: NamedKind.Union } named => New(types.Of(named) + ".View", value),
        NamedModel { Kind: NamedKind.Enum } => (types.Of(type), $"({types.Of(type)}){value}.Scalar<int{(type is NullableModel ? "?" : "")}>()"),
        NamedModel named => (Core + "AvroBytesView", $"{value}.Fixed({CSharpLiteral.Number(named.Count)})"),
        SingleModel single => OfValue(single.Value, $"{value}.Branch(out _)", name),
        ArrayModel { Item: var item } when RecordOf(item) is { } named => New(types.Of(named) + ".ViewArray", $"{value}.RecordArray()"),
        MapModel { Value: var item } when RecordOf(item) is { } named => New(types.Of(named) + ".ViewMap", $"{value}.RecordMap()"),
        ArrayModel { Item: var item } when IsScalar(item) => ($"{Core}AvroValueArrayView<{types.Of(item)}>", $"{value}.ScalarArray<{types.Of(item)}>()"),
        ArrayModel array => New(Take(name, "Array", array), $"{value}.Items()"),
        MapModel map => New(Take(name, "Map", map), $"{value}.Entries()"),
        _ => throw new System.ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Writes the types that were asked for.</summary>
    public void Emit(CodeWriter code)
    {
        // An item that is an array itself asks for another type.
        while (_pending.Count > 0)
        {
            var (name, of, collection) = _pending.Dequeue();
            if (collection is ArrayModel array) EmitArray(code, name, array.Item, of);
            else EmitMap(code, name, ((MapModel)collection).Value, of);
        }
    }

    /// <summary>The record that an item is, or is unless null; null for any other item.</summary>
    public static NamedModel? RecordOf(TypeModel item) => WithoutNull(item) is NamedModel { Kind: NamedKind.Record } named ? named : null;

    /// <summary>A type without the null that it may be.</summary>
    public static TypeModel WithoutNull(TypeModel type) => type is NullableModel nullable ? nullable.Value : type;

    private void EmitArray(CodeWriter code, string name, TypeModel item, string of)
    {
        var (type, expression) = OfValue(item, "_items.Current", of + "Item");
        new Enumeration(name, "An array, as windows over its items.", Core + "AvroItemsView", "items", type, expression).Emit(code);
    }

    private void EmitMap(CodeWriter code, string name, TypeModel value, string of)
    {
        var (type, expression) = OfValue(value, "value", of + "Value");
        new Enumeration(name, "A map, as windows over its values.", Core + "AvroEntriesView", "entries", "Entry", "new Entry(_items.Current)")
            .Emit(code, () => Enumeration.EmitEntries(code, Core + "AvroEntriesView", Core + "AvroValueView", type, expression));
    }

    private string Take(string name, string kind, TypeModel collection)
    {
        var taken = scope.Take(name + kind);
        _pending.Enqueue((taken, name, collection));
        return taken;
    }

    private static (string Type, string Expression) New(string type, string over) => (type, $"new {type}({over})");

    private static bool IsScalar(TypeModel item) =>
        WithoutNull(item) is PrimitiveModel { Kind: not (PrimitiveKind.String or PrimitiveKind.Bytes or PrimitiveKind.Null) };
}
