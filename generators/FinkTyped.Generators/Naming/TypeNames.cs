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

    /// <summary>
    /// Names every definition in the order of the text, so that what is added at the end takes nobody's name. The project may have chosen the
    /// name of a file's own record.
    /// </summary>
    public static TypeNames Assign(IReadOnlyList<Definition> definitions)
    {
        var names = new TypeNames();
        var seen = new HashSet<string>();
        foreach (var definition in definitions)
        {
            var node = definition.Node;
            var wanted = PascalCase.From(node.SimpleName) ?? "Type";
            var isFirst = seen.Add(node.FullName);
            if (IsOwnRecord(node) && node.Document.File.RecordName is { } chosen) names.Give(definition, wanted, WhyNot.Nothing, chosen);
            else if (MemberNames.IsTaken(wanted, node is FixedNode)) names.Give(definition, wanted, WhyNot.IsEveryTypesMember, wanted + "Type");
            else if (!isFirst) names.GiveByField(definition, wanted, WhyNot.IsAnotherShape);
            else if (SaysNothing(definition)) names.GiveByField(definition, wanted, WhyNot.IsWhatItIsIn);
            else if (!names.TryGive(definition, wanted)) names.GiveByField(definition, wanted, WhyNot.IsAnotherType);
        }

        return names;
    }

    /// <summary>Whether a definition is what its file is about.</summary>
    private static bool IsOwnRecord(NamedNode node) => node.Json == node.Document.Json;

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
        if (free) _names.Add(definition.Node, new GivenName(name, name, WhyNot.Nothing));
        return free;
    }

    private void GiveByField(Definition definition, string wanted, WhyNot whyNot)
    {
        var field = definition.Field is null ? wanted : PascalCase.From(definition.Field.Name) ?? "Type";
        if (MemberNames.IsTaken(field, definition.Node is FixedNode)) field += "Type";
        if (definition.Parent is null) Give(definition, wanted, whyNot, field);
        else Give(definition, wanted, whyNot, field, this[definition.Parent] + field);
    }

    private void Give(Definition definition, string wanted, WhyNot whyNot, params string[] candidates) =>
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
