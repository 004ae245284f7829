using System.Linq;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>A diagnostic as values only, which can be compared and kept between runs.</summary>
/// <param name="Id">Which of <see cref="Descriptors"/>.</param>
/// <param name="Path">The schema file.</param>
/// <param name="Span">Where in it, in characters.</param>
/// <param name="Lines">Where in it, in lines and columns.</param>
/// <param name="Arguments">What the message is filled with.</param>
internal sealed record DiagnosticInfo(string Id, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    /// <summary>The diagnostic with the severity that the project gives it; null where it wants none.</summary>
    public Diagnostic? ToDiagnostic(ReportOptions options)
    {
        var descriptor = Descriptors.Find(Id);
        var severity = descriptor.DefaultSeverity switch
        {
            // There are no types then: silence would not help.
            DiagnosticSeverity.Error => DiagnosticSeverity.Error,
            var usual => EditorConfigFile.SeverityOf(options.EditorConfigs, Id, Path) switch
            {
                ReportDiagnostic.Error => DiagnosticSeverity.Error,
                ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
                ReportDiagnostic.Info => DiagnosticSeverity.Info,
                ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
                ReportDiagnostic.Suppress => (DiagnosticSeverity?)null,
                _ => usual,
            },
        };
        if (severity is null) return null;
        return Diagnostic.Create(
            Descriptors.WithPage(descriptor, options.Pages),
            Location.Create(Path, Span, Lines),
            severity.Value,
            additionalLocations: null,
            properties: null,
            [.. Arguments.Select(a => (object)a)]);
    }
}
