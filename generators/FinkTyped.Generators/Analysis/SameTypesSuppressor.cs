using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Analysis;

/// <summary>Keeps the compiler from hinting, at every use of a generated type, at what <see cref="SameTypesAnalyzer"/> explains once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SameTypesSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Explained = new("FINKS01", "CS0436", "FINK014 explains it once for all types of a project");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(Explained);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var info = context.GetSemanticModel(tree).GetSymbolInfo(node, context.CancellationToken);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType) is { } type && GeneratedTypes.Contains(type))
            {
                context.ReportSuppression(Suppression.Create(Explained, diagnostic));
            }
        }
    }
}
