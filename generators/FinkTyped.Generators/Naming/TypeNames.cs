using System;
using System.Collections.Generic;
using System.Linq;
using FinkTyped.Generators.Parsing;

namespace FinkTyped.Generators.Naming;

/// <summary>Gives the types of a schema file their C# names.</summary>
internal sealed class TypeNames
{
    // Names of files follow from names of types, and there capitals and small letters may be the same.
    private readonly NameScope _scope = new(StringComparer.OrdinalIgnoreCase, []);
    private readonly Dictionary<NamedNode, GivenName> _names = [];

    private TypeNames()
    {
    }

    /// <summary>Names every definition; the first one is the root, whose name the project may have chosen.</summary>
    public static TypeNames Assign(IReadOnlyList<Definition> definitions, string? rootName)
    {
        var names = new TypeNames();
        var seen = new HashSet<string>();
        var late = new List<(Definition Definition, string WhyNot)>();
        foreach (var definition in definitions)
        {
            var node = definition.Node;
            var wanted = PascalCase.From(node.SimpleName) ?? "Type";
            if (definition.Parent is null) names.Give(definition, wanted, null, rootName ?? wanted);
            else if (!seen.Add(node.FullName)) late.Add((definition, "is the type of another shape"));
            else if (SaysNothing(definition)) late.Add((definition, "is the name of what it is in"));
            else if (!names.TryGive(definition, wanted)) late.Add((definition, "is another type"));
        }

        // Those that cannot have their own name come last, so that they take nobody else's.
        foreach (var (definition, whyNot) in late)
        {
            var field = PascalCase.From(definition.Field!.Name) ?? "Type";
            names.Give(definition, PascalCase.From(definition.Node.SimpleName) ?? "Type", whyNot, field, names[definition.Parent!] + field);
        }

        return names;
    }

    /// <summary>The C# name of a definition.</summary>
    public string this[Definition definition] => _names[definition.Node].Name;

    /// <summary>The C# name of the type that a definition is, or stands for.</summary>
    public string Of(NamedNode node) => _names[node.Canonical!].Name;

    /// <summary>The C# name of a definition, with what was said against another.</summary>
    public GivenName Given(Definition definition) => _names[definition.Node];

    /// <summary>A name for a type that the schema does not name.</summary>
    public string TakeFree(params string[] candidates) => _scope.Take(candidates);

    private bool TryGive(Definition definition, string name)
    {
        var free = _scope.TryTake(name);
        if (free) _names.Add(definition.Node, new GivenName(name, name, null));
        return free;
    }

    private void Give(Definition definition, string wanted, string? whyNot, params string[] candidates) =>
        _names.Add(definition.Node, new GivenName(_scope.Take(candidates), wanted, whyNot));

    // Spark calls a nested record as the record around it, or as its own namespace: topLevelRecord.topLevelRecord.
    private static bool SaysNothing(Definition definition)
    {
        var name = definition.Node.SimpleName;
        if (definition.Node.Space?.Split('.').Last() == name) return true;
        for (var outer = definition.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.Node.SimpleName == name) return true;
        }

        return false;
    }
}
