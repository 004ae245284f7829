using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>A schema in which the text that a diagnostic is about stands between <c>«</c> and <c>»</c>.</summary>
internal static class Marked
{
    /// <summary>Checks that the generator has exactly one diagnostic to tell, with that id and message, about exactly that text.</summary>
    public static void Verify(string id, string message, string marked, SchemaItem? options = null, params SchemaItem[] others)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var item = new SchemaItem("schema.avsc", text)
        {
            RecordName = options?.RecordName,
            Namespace = options?.Namespace,
            Access = options?.Access,
        };
        var result = Generation.Run([item, .. others]);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(null));
        Assert.Equal("schema.avsc", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(text[start..end], text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        AssertLines(text, diagnostic.Location);
        var hasOwn = result.GeneratedSources.Any(s => s.SourceText.ToString().Contains("from schema.avsc", StringComparison.Ordinal));
        Assert.Equal(diagnostic.DefaultSeverity != DiagnosticSeverity.Error, hasOwn);
    }

    // Lines and columns must say the same as characters do.
    private static void AssertLines(string text, Location location)
    {
        var lines = Microsoft.CodeAnalysis.Text.SourceText.From(text).Lines;
        Assert.Equal(lines.GetLinePositionSpan(location.SourceSpan), location.GetLineSpan().Span);
    }
}
