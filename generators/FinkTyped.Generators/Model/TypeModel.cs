using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Model;

/// <summary>The type of a value: how it is spelt in C# and how it is read and written.</summary>
/// <param name="MinBytes">The fewest bytes a value can take.</param>
internal abstract record TypeModel(int MinBytes);

/// <summary>A type without parts.</summary>
internal sealed record PrimitiveModel(PrimitiveKind Kind, int MinBytes) : TypeModel(MinBytes);

/// <summary>A record, an enum, a fixed or a union of several types, by its name.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Count">Symbols of an enum, bytes of a fixed, 1 for a union that can be null; else 0.</param>
/// <param name="MinBytes">The fewest bytes a value can take.</param>
internal sealed record NamedModel(NamedKind Kind, string Name, int Count, int MinBytes) : TypeModel(MinBytes);

/// <summary>An array.</summary>
internal sealed record ArrayModel(TypeModel Item) : TypeModel(1);

/// <summary>A map.</summary>
internal sealed record MapModel(TypeModel Value) : TypeModel(1);

/// <summary>A union of one type and null.</summary>
/// <param name="Value">The type that is not null.</param>
/// <param name="NullIndex">Which branch is null, 0 or 1.</param>
internal sealed record NullableModel(TypeModel Value, int NullIndex) : TypeModel(1);

/// <summary>A union of one type only: its bytes begin with a branch index all the same.</summary>
internal sealed record SingleModel(TypeModel Value) : TypeModel(1 + Value.MinBytes);

/// <summary>The types that are generated under a name.</summary>
internal enum NamedKind
{
    Record,
    Enum,
    Fixed,
    Union,
}
