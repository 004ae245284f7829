using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>How a project wants to be told.</summary>
/// <param name="Pages">The folder of the diagnostics' pages; null where the build does not say.</param>
/// <param name="EditorConfigs">The files that set severities.</param>
internal sealed record ReportOptions(string? Pages, EquatableArray<EditorConfigFile> EditorConfigs)
{
    /// <summary>The folder of the pages, as the build says.</summary>
    public static string? PagesOf(AnalyzerConfigOptionsProvider provider) =>
        provider.GlobalOptions.TryGetValue("build_property.FinkTypedDiagnosticPages", out var pages) && pages.Length > 0 ? pages : null;
}
