using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Analysis;

/// <summary>The types that the generator made, as the compiler knows them.</summary>
internal static class GeneratedTypes
{
    // Where the compiler puts what a generator adds.
    private static readonly string Folder = typeof(SchemaGenerator).FullName!;

    /// <summary>Whether a type of this compilation is generated from a schema.</summary>
    public static bool Contains(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree.FilePath.Split('/', '\\').Contains(Folder, StringComparer.Ordinal));
}
