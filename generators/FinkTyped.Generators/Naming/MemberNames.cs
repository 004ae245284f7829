using System;
using System.Collections.Generic;
using System.Linq;

namespace FinkTyped.Generators.Naming;

/// <summary>Gives the fields of a record, and the symbols of an enum, their C# names.</summary>
internal static class MemberNames
{
    // What a record has of its own (object's members, the compiler's, the generator's of today and of the versions to come).
    private static readonly string[] TakenInRecords =
    [
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "IsNull", "IsWritten", "MemberwiseClone",
        "Predicate", "PrintMembers", "Query", "Read", "ReferenceEquals", "Schema", "Select", "Selection", "Selector", "ToRecord", "ToString",
        "View", "ViewArray", "ViewMap", "Where", "Write",
    ];

    /// <summary>The names of the properties of a record, and the space they live in.</summary>
    public static IReadOnlyList<GivenName> OfProperties(string typeName, IReadOnlyList<string> fields, out NameScope scope)
    {
        scope = new NameScope(StringComparer.Ordinal, [.. TakenInRecords, typeName]);
        return Assign(scope, fields, "Field", "Value", "is another property", wanted =>
            // A member may not be called as its type.
            wanted == typeName ? "is the name of its type"
            : TakenInRecords.Contains(wanted) ? "is a member of every record"
            : null);
    }

    /// <summary>The space that the members of a view live in, which are called as those of what it shows.</summary>
    public static NameScope OfView(IEnumerable<string> members) =>
        new(StringComparer.Ordinal, members.Select(m => m.TrimStart('@')).Concat(["IsNull", "IsWritten", "Kind", "ToRecord", "ToUnion", "View"]));

    /// <summary>The names of the members of an enum.</summary>
    public static IReadOnlyList<GivenName> OfSymbols(IReadOnlyList<string> symbols) =>
        Assign(new NameScope(StringComparer.Ordinal, []), symbols, "Symbol", "Symbol", "is another symbol", _ => null);

    private static GivenName[] Assign(
        NameScope scope, IReadOnlyList<string> names, string nameless, string suffix, string isAnother, Func<string, string?> whyForbidden)
    {
        var given = new GivenName[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            if (PascalCase.From(names[i]) is not { } wanted)
            {
                given[i] = new GivenName(scope.Take(nameless), names[i], "has no letter or digit");
            }
            else if (whyForbidden(wanted) is { } whyNot)
            {
                given[i] = new GivenName(scope.Take(wanted + suffix), wanted, whyNot);
            }
            else
            {
                var name = scope.Take(wanted, PascalCase.Spelt(names[i]), wanted + suffix);
                given[i] = new GivenName(name, wanted, name == wanted ? null : isAnother);
            }
        }

        return given;
    }
}
