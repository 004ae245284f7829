using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Parsing;

/// <summary>A schema file and what the project says about it: all that the generator's work depends on.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it holds; null where it cannot be read.</param>
/// <param name="RecordName">The name for the root record; null where the project gives none.</param>
/// <param name="Namespace">The namespace for the types; null where the project gives none.</param>
/// <param name="Access">How visible the types are; null where the project does not say.</param>
/// <param name="RootNamespace">The project's own namespace; null where it has none.</param>
internal sealed record SchemaFile(
    string Path, string? Text, string? RecordName, string? Namespace, string? Access, string? RootNamespace)
{
    private const string ItemGroup = "build_metadata.AdditionalFiles.SourceItemGroup";

    /// <summary>The file where it is an item of FinkSchema; null for every other additional file, whose text is not looked at.</summary>
    public static SchemaFile? From(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken stop)
    {
        var options = provider.GetOptions(file);
        if (!options.TryGetValue(ItemGroup, out var group) || group != "FinkSchema") return null;
        return new SchemaFile(
            file.Path,
            file.GetText(stop)?.ToString(),
            Option(options, "build_metadata.AdditionalFiles.RecordName"),
            Option(options, "build_metadata.AdditionalFiles.Namespace"),
            Option(options, "build_metadata.AdditionalFiles.Access"),
            Option(provider.GlobalOptions, "build_property.RootNamespace"));
    }

    private static string? Option(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
