using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Tests;

/// <summary>A FinkSchema item of a made-up project: a file in memory and its metadata.</summary>
internal sealed class SchemaItem(string path, string? text) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text);

    public override string Path => path;

    public string? RecordName { get; init; }

    public string? Namespace { get; init; }

    public string? Access { get; init; }

    /// <summary>What put the file among the additional files.</summary>
    public string ItemGroup { get; init; } = "FinkSchema";

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
