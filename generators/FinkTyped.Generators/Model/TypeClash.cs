using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>
/// A type that two schema files would generate, or one that is called as another file's namespace. The file that comes first in the order of
/// paths has its types generated; the other has an error.
/// </summary>
/// <param name="Path">The file that may not.</param>
/// <param name="Name">The name of the type, with namespace.</param>
/// <param name="OtherPath">The file that does.</param>
internal sealed record TypeClash(string Path, string Name, string OtherPath)
{
    public static EquatableArray<TypeClash> Find(ImmutableArray<TypeList> lists)
    {
        var clashes = new List<TypeClash>();
        // Names of generated files follow from these, and there capitals and small letters may be the same.
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var namespaces = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists.OrderBy(l => l.Path, StringComparer.Ordinal).ThenBy(l => l.Namespace, StringComparer.Ordinal))
        {
            var outer = WithOuter(list.Namespace).ToList();
            var clash = list.Names.Select(name => list.Namespace + "." + name)
                .Select(name => types.TryGetValue(name, out var path) || namespaces.TryGetValue(name, out path) ? (name, path) : default)
                .Concat(outer.Select(name => types.TryGetValue(name, out var path) ? (name, path) : default))
                .FirstOrDefault(found => found.path is not null);
            if (clash.path is not null)
            {
                clashes.Add(new TypeClash(list.Path, clash.name, clash.path));
                continue;
            }

            foreach (var name in list.Names) types.Add(list.Namespace + "." + name, list.Path);
            foreach (var name in outer) namespaces[name] = list.Path;
        }

        return new(clashes);
    }

    // A.B.C, A.B and A.
    private static IEnumerable<string> WithOuter(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1)) yield return name.Substring(0, end);
    }

    /// <summary>All there is to say about a file, its clashes with others included.</summary>
    public static EquatableArray<DiagnosticInfo> Report(ModelledSchema schema, EquatableArray<TypeClash> clashes)
    {
        if (schema.Model is null) return schema.Diagnostics;
        var found = clashes.Where(c => c.Path == schema.Model.Path).Select(clash =>
        {
            // A union and a namespace have no place of their own; the root has one always.
            var place = schema.Places.FirstOrDefault(p => schema.Model.Namespace + "." + p.Name == clash.Name) ?? schema.Places[0];
            var other = Distinguish(clash.OtherPath, clash.Path);
            return new DiagnosticInfo(Descriptors.TypeInTwoFiles.Id, place.Path, place.Span, place.Lines, new([clash.Name, other]));
        }).ToList();
        return found.Count == 0 ? schema.Diagnostics : new([.. schema.Diagnostics, .. found]);
    }

    // The file's name, with as many of its folders as it takes to tell it from the other file.
    private static string Distinguish(string path, string other)
    {
        var parts = path.Split('/', '\\');
        var others = other.Split('/', '\\');
        var count = 1;
        while (count < parts.Length && count < others.Length && parts[parts.Length - count] == others[others.Length - count]) count++;
        return string.Join("/", parts.Skip(parts.Length - count));
    }
}
