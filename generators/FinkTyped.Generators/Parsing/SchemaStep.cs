namespace FinkTyped.Generators.Parsing;

/// <summary>One step from a schema to a part of it.</summary>
/// <param name="Kind">Into what.</param>
/// <param name="Index">Which field of a record or branch of a union; 0 for items and values.</param>
internal readonly record struct SchemaStep(SchemaStepKind Kind, int Index);

/// <summary>Where a <see cref="SchemaStep"/> leads.</summary>
internal enum SchemaStepKind
{
    Field,
    Branch,
    Items,
    Values,
}
