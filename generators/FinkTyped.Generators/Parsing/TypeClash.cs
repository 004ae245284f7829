using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Parsing;

/// <summary>A type that two schema files would generate. The file that comes first in the order of paths does; the other has an error.</summary>
/// <param name="Path">The file that may not.</param>
/// <param name="Name">The name of the type, without namespace.</param>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="OtherPath">The file that does.</param>
internal sealed record TypeClash(string Path, string Name, string Namespace, string OtherPath)
{
    public static EquatableArray<TypeClash> Find(ImmutableArray<TypeList> lists)
    {
        var clashes = new List<TypeClash>();
        // Names of generated files follow from these, and there capitals and small letters may be the same.
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists.OrderBy(l => l.Path, StringComparer.Ordinal).ThenBy(l => l.Namespace, StringComparer.Ordinal))
        {
            var clash = list.Names.FirstOrDefault(name => owners.ContainsKey(list.Namespace + "." + name));
            if (clash is not null)
            {
                clashes.Add(new TypeClash(list.Path, clash, list.Namespace, owners[list.Namespace + "." + clash]));
                continue;
            }

            foreach (var name in list.Names) owners.Add(list.Namespace + "." + name, list.Path);
        }

        return new(clashes);
    }

    /// <summary>All there is to say about a file, its clashes with others included.</summary>
    public static EquatableArray<DiagnosticInfo> Report(ParsedSchema schema, EquatableArray<TypeClash> clashes)
    {
        if (schema.Model is null) return schema.Diagnostics;
        var found = clashes.Where(c => c.Path == schema.Model.Path).Select(clash =>
        {
            // The kind of a union has no place of its own; the root has one always.
            var place = schema.Places.FirstOrDefault(p => p.Name == clash.Name) ?? schema.Places[0];
            var other = clash.OtherPath.Substring(clash.OtherPath.LastIndexOfAny(['/', '\\']) + 1);
            return new DiagnosticInfo(
                Descriptors.TypeInTwoFiles.Id, clash.Path, place.Span, place.Lines, new([clash.Namespace + "." + clash.Name, other]));
        }).ToList();
        return found.Count == 0 ? schema.Diagnostics : new([.. schema.Diagnostics, .. found]);
    }
}
