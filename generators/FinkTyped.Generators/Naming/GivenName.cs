namespace FinkTyped.Generators.Naming;

/// <summary>A name in C# and, where it is not the one to expect, why.</summary>
/// <param name="Name">The name.</param>
/// <param name="Wanted">The name to expect from the schema's.</param>
/// <param name="WhyNot">What kept it from that name; null where nothing did.</param>
internal sealed record GivenName(string Name, string Wanted, string? WhyNot);
