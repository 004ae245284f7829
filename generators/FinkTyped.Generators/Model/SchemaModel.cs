using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>
/// All that the emitter needs to know of the schema files of a set. It says nothing of places in the text: edits that move things about without
/// changing them give an equal model, and nothing is emitted again.
/// </summary>
/// <param name="Path">The first of the schema files.</param>
/// <param name="Namespace">The C# namespace of all its types.</param>
/// <param name="IsPublic">Whether the types are public; else they are internal.</param>
/// <param name="Types">The types to generate.</param>
internal sealed record SchemaModel(string Path, string Namespace, bool IsPublic, EquatableArray<DeclaredType> Types);
