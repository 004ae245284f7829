using System;
using System.Collections.Immutable;
using System.Linq;
using FinkTyped.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Analysis;

/// <summary>
/// Finds types that are generated here and in a referenced project too. They look alike and are different types, which the compiler only
/// hints at (CS0436); a value of the one is no value of the other.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SameTypesAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.TypeInReference);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Look, SymbolKind.NamedType);
    }

    private static void Look(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.ContainingType is not null || !GeneratedTypes.Contains(type)) return;
        foreach (var reference in context.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!IsIn(reference, type, context.Compilation)) continue;
            var same = type.ContainingNamespace.GetTypeMembers()
                .Where(other => GeneratedTypes.Contains(other) && IsIn(reference, other, context.Compilation))
                .Select(other => other.Name).OrderBy(name => name, StringComparer.Ordinal).ToList();
            // The first of them speaks for all.
            if (same[0] != type.Name) continue;
            var rest = same.Count == 1 ? " is" : $" and {same.Count - 1} more are";
            var descriptor = Descriptors.WithPage(Descriptors.TypeInReference, ReportOptions.PagesOf(context.Options.AnalyzerConfigOptionsProvider));
            context.ReportDiagnostic(Diagnostic.Create(descriptor, type.Locations[0], type.ToDisplayString(), rest, reference.Name));
        }
    }

    private static bool IsIn(IAssemblySymbol reference, INamedTypeSymbol type, Compilation compilation) =>
        reference.GetTypeByMetadataName(type.ToDisplayString()) is { } other && compilation.IsSymbolAccessibleWithin(other, compilation.Assembly);
}
