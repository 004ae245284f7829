using System.Collections.Concurrent;
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
        context.RegisterCompilationStartAction(static start =>
        {
            var found = new ConcurrentDictionary<string, INamedTypeSymbol>();
            start.RegisterSymbolAction(symbol => Look((INamedTypeSymbol)symbol.Symbol, symbol.Compilation, found), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, found.Values.ToImmutableArray()));
        });
    }

    private static void Look(INamedTypeSymbol type, Compilation compilation, ConcurrentDictionary<string, INamedTypeSymbol> found)
    {
        if (type.ContainingType is not null || !GeneratedTypes.Contains(type)) return;
        var name = type.ToDisplayString();
        foreach (var reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (reference.GetTypeByMetadataName(name) is { } other && compilation.IsSymbolAccessibleWithin(other, compilation.Assembly)) found[name] = other;
        }
    }

    // One for each project, whatever the number of types.
    private static void Report(CompilationAnalysisContext context, ImmutableArray<INamedTypeSymbol> found)
    {
        foreach (var types in found.GroupBy(type => type.ContainingAssembly.Name))
        {
            var names = types.Select(type => type.ToDisplayString()).OrderBy(name => name, System.StringComparer.Ordinal).ToList();
            var rest = names.Count == 1 ? "" : $" and {names.Count - 1} more";
            var own = context.Compilation.Assembly.GetTypeByMetadataName(names[0])!;
            var descriptor = Descriptors.WithPage(Descriptors.TypeInReference, ReportOptions.PagesOf(context.Options.AnalyzerConfigOptionsProvider));
            context.ReportDiagnostic(Diagnostic.Create(descriptor, own.Locations[0], names[0], rest, types.Key));
        }
    }
}
