using System;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>A value that a schema sets as a default.</summary>
internal abstract record DefaultModel;

/// <summary>null, and every other value that C# sets anyway.</summary>
internal sealed record ImpliedDefault : DefaultModel;

/// <summary>true or false.</summary>
internal sealed record BooleanDefault(bool Value) : DefaultModel;

/// <summary>A whole number.</summary>
/// <param name="Value">The number.</param>
/// <param name="IsLong">Whether it is of the type long; else it is of int.</param>
internal sealed record WholeDefault(long Value, bool IsLong) : DefaultModel;

/// <summary>A number with a fraction; NaN and the infinities too.</summary>
/// <param name="Bits">The bits of the number as a double, which tell zero from its negative; a float is widened.</param>
/// <param name="IsFloat">Whether it is of the type float; else it is of double.</param>
internal sealed record RealDefault(long Bits, bool IsFloat) : DefaultModel
{
    /// <summary>The number.</summary>
    public double Value => BitConverter.Int64BitsToDouble(Bits);
}

/// <summary>A text.</summary>
internal sealed record TextDefault(string Value) : DefaultModel;

/// <summary>Bytes.</summary>
internal sealed record BytesDefault(EquatableArray<byte> Value) : DefaultModel;

/// <summary>A fixed that is not all zero.</summary>
internal sealed record FixedDefault(NamedModel Type, EquatableArray<byte> Value) : DefaultModel;

/// <summary>A symbol of an enum.</summary>
/// <param name="Type">The enum.</param>
/// <param name="Member">The symbol's name in C#.</param>
internal sealed record SymbolDefault(NamedModel Type, string Member) : DefaultModel;

/// <summary>An array.</summary>
internal sealed record ArrayDefault(ArrayModel Type, EquatableArray<DefaultModel> Items) : DefaultModel;

/// <summary>A map.</summary>
internal sealed record MapDefault(MapModel Type, EquatableArray<MemberDefault> Entries) : DefaultModel;

/// <summary>A record.</summary>
/// <param name="Type">The record.</param>
/// <param name="Members">The properties that do not keep the defaults they have themselves.</param>
internal sealed record RecordDefault(NamedModel Type, EquatableArray<MemberDefault> Members) : DefaultModel;

/// <summary>A value and its place in another.</summary>
/// <param name="Name">The key of a map's entry, or the name of a property in C#.</param>
/// <param name="Value">The value.</param>
internal sealed record MemberDefault(string Name, DefaultModel Value);
