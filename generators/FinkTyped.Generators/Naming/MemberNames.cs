using System;
using System.Collections.Generic;
using System.Linq;

namespace FinkTyped.Generators.Naming;

/// <summary>Gives the fields of a record, and the symbols of an enum, their C# names.</summary>
internal static class MemberNames
{
    // What a record has of its own (object's members, the compiler's, the generator's of today and of the versions to come).
    private static readonly HashSet<string> TakenInRecords = new(StringComparer.Ordinal)
    {
        "Clone", "ColumnPaths", "Columns", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "IsNull", "IsWritten", "MemberwiseClone",
        "Predicate", "PrintMembers", "Query", "Read", "ReferenceEquals", "Schema", "Select", "Selection", "Selector", "ToRecord", "ToString",
        "View", "ViewArray", "ViewMap", "Where", "Write",
    };

    // A member cannot be called as its type. In any case, since names of files follow from names of types. None and Null are what a union
    // calls no value.
    private static readonly HashSet<string> TakenInTypes = new([.. TakenInRecords, "None", "Null"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> TakenInFixed =
        new([.. TakenInTypes, "AsSpan", "Buffer", "Size", "ToArray", "Zeros"], StringComparer.OrdinalIgnoreCase);

    /// <summary>All names that a type of some kind cannot have.</summary>
    public static IEnumerable<string> Taken => TakenInFixed;

    /// <summary>Whether a type cannot have a name because generated types of its kind have a member of that name.</summary>
    public static bool IsTaken(string typeName, bool isFixed = false) => (isFixed ? TakenInFixed : TakenInTypes).Contains(typeName);

    /// <summary>The names of the properties of a record, and the space they live in.</summary>
    public static IReadOnlyList<GivenName> OfProperties(string typeName, IReadOnlyList<string> fields, out NameScope scope)
    {
        scope = new NameScope(StringComparer.Ordinal, [.. TakenInRecords, typeName]);
        return Assign(scope, fields, "Field", "Value", WhyNot.IsAnotherProperty, wanted =>
            // A member may not be called as its type.
            wanted == typeName ? WhyNot.IsItsType
            : TakenInRecords.Contains(wanted) ? WhyNot.IsEveryTypesMember
            : WhyNot.Nothing);
    }

    /// <summary>The space that the members of a view live in, which are called as those of what it shows.</summary>
    public static NameScope OfView(IEnumerable<string> members) =>
        new(StringComparer.Ordinal, members.Select(m => m.TrimStart('@')).Concat(["IsNull", "IsWritten", "Kind", "ToRecord", "ToUnion", "View"]));

    /// <summary>The space that the branches of a union live in, beside what stands for no value.</summary>
    public static NameScope OfBranches() => new(StringComparer.Ordinal, ["None"]);

    /// <summary>The names of the members of an enum.</summary>
    public static IReadOnlyList<GivenName> OfSymbols(IReadOnlyList<string> symbols) =>
        Assign(new NameScope(StringComparer.Ordinal, []), symbols, "Symbol", "Symbol", WhyNot.IsAnotherSymbol, _ => WhyNot.Nothing);

    private static GivenName[] Assign(
        NameScope scope, IReadOnlyList<string> names, string nameless, string suffix, WhyNot isAnother, Func<string, WhyNot> whyForbidden)
    {
        var given = new GivenName[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            if (PascalCase.From(names[i]) is not { } wanted)
            {
                given[i] = new GivenName(scope.Take(nameless), names[i], WhyNot.HasNoLetter);
            }
            else if (whyForbidden(wanted) is not WhyNot.Nothing and var whyNot)
            {
                given[i] = new GivenName(scope.Take(wanted + suffix), wanted, whyNot);
            }
            else
            {
                var name = scope.Take(wanted, PascalCase.Spelt(names[i]), wanted + suffix);
                given[i] = new GivenName(name, wanted, name == wanted ? WhyNot.Nothing : isAnother);
            }
        }

        return given;
    }
}
