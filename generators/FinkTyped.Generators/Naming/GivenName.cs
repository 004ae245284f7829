namespace FinkTyped.Generators.Naming;

/// <summary>A name in C# and, where it is not the one to expect, why.</summary>
/// <param name="Name">The name.</param>
/// <param name="Wanted">The name to expect from the schema's.</param>
/// <param name="WhyNot">What kept it from that name.</param>
internal sealed record GivenName(string Name, string Wanted, WhyNot WhyNot);

/// <summary>What keeps a type, property or symbol from the name that the rule gives.</summary>
internal enum WhyNot
{
    /// <summary>Nothing: it has that name.</summary>
    Nothing,

    /// <summary>The schema's name has no letter or digit.</summary>
    HasNoLetter,

    /// <summary>Another property has the name.</summary>
    IsAnotherProperty,

    /// <summary>Another symbol has the name.</summary>
    IsAnotherSymbol,

    /// <summary>Another type has the name.</summary>
    IsAnotherType,

    /// <summary>The name is defined twice, and the other definition has another shape.</summary>
    IsAnotherShape,

    /// <summary>The record or namespace around it has the name.</summary>
    IsWhatItIsIn,

    /// <summary>The type that the property is a member of has the name.</summary>
    IsItsType,

    /// <summary>Every generated type has a member of the name.</summary>
    IsEveryTypesMember,
}
