using System.Linq;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>The full names of the types that a schema file generates: all that is compared between files.</summary>
/// <param name="Path">The schema file.</param>
/// <param name="Namespace">The namespace of the types.</param>
/// <param name="Names">Their names in it.</param>
internal sealed record TypeList(string Path, string Namespace, EquatableArray<string> Names)
{
    public static TypeList Of(SchemaModel model)
    {
        var kinds = model.Types.OfType<UnionModel>().Select(u => u.KindName);
        return new TypeList(model.Path, model.Namespace, new([.. model.Types.Select(t => t.Name), .. kinds]));
    }
}
