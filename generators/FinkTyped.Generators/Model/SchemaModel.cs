namespace FinkTyped.Generators.Model;

/// <summary>
/// All that the emitter needs to know of one schema file. It says nothing of places in the text: edits that move things about without
/// changing them give an equal model, and nothing is emitted again.
/// </summary>
/// <param name="Path">The schema file.</param>
/// <param name="Namespace">The C# namespace of all its types.</param>
/// <param name="IsPublic">Whether the types are public; else they are internal.</param>
/// <param name="Types">The types to generate, the root record first.</param>
/// <param name="SchemaJson">The schema without docs, one field a line.</param>
internal sealed record SchemaModel(string Path, string Namespace, bool IsPublic, EquatableArray<DeclaredType> Types, string SchemaJson)
{
    /// <summary>The record that the file is about.</summary>
    public RecordModel Root => (RecordModel)Types[0];
}
