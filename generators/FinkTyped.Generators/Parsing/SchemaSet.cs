using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Parsing;

/// <summary>Schema files that refer to each other, and so make one set of types; most often one file alone.</summary>
/// <param name="Files">The files in the order of their paths.</param>
internal sealed record SchemaSet(EquatableArray<SchemaFile> Files)
{
    /// <summary>Puts the files of a project together.</summary>
    public static ImmutableArray<SchemaSet> Compose(ImmutableArray<SchemaOutline> outlines)
    {
        // One file in several items of the project is one file.
        var files = outlines.GroupBy(o => o.File.Path, StringComparer.Ordinal).Select(g => g.First())
            .OrderBy(o => o.File.Path, StringComparer.Ordinal).ToList();
        var definers = files.SelectMany((file, i) => file.Defined.Select(name => (name, i))).ToLookup(d => d.name, d => d.i);
        var set = Enumerable.Range(0, files.Count).ToArray();
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var reference in files[i].Missing)
            {
                var found = reference.Candidates.Select(name => definers[name]).FirstOrDefault(d => d.Any()) ?? Enumerable.Empty<int>();
                foreach (var definer in SchemaDocument.Nearest(found, files[i].File.Path, d => files[d].File.Path)) Join(set, i, definer);
            }
        }

        var sets = Enumerable.Range(0, files.Count).ToLookup(file => SetOf(set, file), file => files[file].File);
        return sets.Select(members => new SchemaSet(new EquatableArray<SchemaFile>(members))).ToImmutableArray();
    }

    /// <summary>The files of a set that another one of it refers to.</summary>
    public static HashSet<SchemaDocument> Referred(IReadOnlyList<SchemaDocument> set)
    {
        var referred = new HashSet<SchemaDocument>();
        foreach (var document in set.Where(d => d.Index is not null))
        {
            var missing = document.Index!.References.SelectMany(r => r.Candidates).Where(name => !document.Index.TryFind(name, out _)).ToList();
            referred.UnionWith(set.Where(other => other != document && missing.Any(name => other.Index?.TryFind(name, out _) == true)));
        }

        return referred;
    }

    private static void Join(int[] set, int one, int other)
    {
        one = SetOf(set, one);
        other = SetOf(set, other);
        set[Math.Max(one, other)] = Math.Min(one, other);
    }

    private static int SetOf(int[] set, int file)
    {
        while (set[file] != file) file = set[file] = set[set[file]];
        return file;
    }
}

/// <summary>A schema file, and what ties it to others.</summary>
/// <param name="File">The file.</param>
/// <param name="Defined">The full names of the types it defines.</param>
/// <param name="Missing">The names it refers to and does not define.</param>
internal sealed record SchemaOutline(SchemaFile File, EquatableArray<string> Defined, EquatableArray<IndexedReference> Missing)
{
    public static SchemaOutline Of(SchemaFile file, CancellationToken stop)
    {
        if (SchemaDocument.Open(file, stop).Index is not { } index) return new SchemaOutline(file, default, default);
        var missing = index.References.Where(r => !r.Candidates.Any(name => index.TryFind(name, out _))).Distinct();
        return new SchemaOutline(file, new(index.Defined), new(missing));
    }
}
