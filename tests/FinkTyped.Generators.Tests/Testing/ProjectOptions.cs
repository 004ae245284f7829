using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Tests;

/// <summary>What the build tells the generator: the metadata of each schema, and the project's root namespace.</summary>
internal sealed class ProjectOptions(string? rootNamespace) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.RootNamespace"] = rootNamespace });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
    {
        var item = (SchemaItem)textFile;
        return new Values(new()
        {
            ["build_metadata.AdditionalFiles.SourceItemGroup"] = item.ItemGroup,
            ["build_metadata.AdditionalFiles.RecordName"] = item.RecordName,
            ["build_metadata.AdditionalFiles.Namespace"] = item.Namespace,
            ["build_metadata.AdditionalFiles.Access"] = item.Access,
        });
    }

    private sealed class Values(Dictionary<string, string?> values) : AnalyzerConfigOptions
    {
        // Metadata that is not set reaches a generator as an empty text.
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            var known = values.TryGetValue(key, out var found);
            value = known ? found ?? "" : null;
            return known;
        }
    }
}
