using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>
/// An <c>.editorconfig</c> of the project. The compiler applies the severities in it to C# files only, and a schema file is none; so the build
/// hands these files over, and they are asked here.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it holds.</param>
internal sealed record EditorConfigFile(string Path, string Text)
{
    private const string ItemGroup = "build_metadata.AdditionalFiles.SourceItemGroup";

    /// <summary>The file where the build handed it over; null for every other additional file.</summary>
    public static EditorConfigFile? From(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken stop)
    {
        if (!provider.GetOptions(file).TryGetValue(ItemGroup, out var group) || group != "FinkEditorConfig") return null;
        return file.GetText(stop)?.ToString() is { } text && text.IndexOf("FINK", StringComparison.OrdinalIgnoreCase) >= 0
            ? new EditorConfigFile(file.Path, text) : null;
    }

    /// <summary>What files say about a diagnostic in a file.</summary>
    public static ReportDiagnostic SeverityOf(EquatableArray<EditorConfigFile> files, string id, string path)
    {
        if (files.Count == 0 || !System.IO.Path.IsPathRooted(path)) return ReportDiagnostic.Default;
        var set = AnalyzerConfigSet.Create(files.Select(f => AnalyzerConfig.Parse(f.Text, f.Path)).ToImmutableArray());
        return set.GetOptionsForSourcePath(path).TreeOptions.TryGetValue(id, out var severity) ? severity : ReportDiagnostic.Default;
    }
}
