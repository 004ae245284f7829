using System.Collections.Immutable;
using FinkTyped.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FinkTyped.Generators.Tests;

/// <summary>Two projects that make types of one schema, of which one refers to the other.</summary>
public sealed class SameTypesTests
{
    private const string User = "internal static class User { public static object Use(Sample.Unions alert) => alert.Value; }";

    [Fact]
    public async Task The_types_of_a_referenced_project_are_told_once()
    {
        var told = await Analyze(new("a.avsc", Samples.All["Unions"]), new("b.avsc", Samples.All["Unions"]));
        var diagnostic = Assert.Single(told);
        Assert.Equal("FINK014", diagnostic.Id);
        Assert.StartsWith("'Sample.Part' and 6 more are generated in this project and in 'Referenced'", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Internal_types_are_in_nobody_s_way() =>
        Assert.Empty(await Analyze(new("a.avsc", Samples.All["Unions"]) { Access = "internal" }, new("b.avsc", Samples.All["Unions"])));

    [Fact]
    public async Task Other_types_of_one_name_are_the_compiler_s_to_tell()
    {
        var told = await Analyze(new("a.avsc", Samples.All["Unions"]) { Namespace = "Other" }, new("b.avsc", Samples.All["Unions"]));
        Assert.Empty(told);
    }

    // What is said about a project that refers to another, at the level of a warning or more.
    private static async Task<IEnumerable<Diagnostic>> Analyze(SchemaItem referenced, SchemaItem own)
    {
        var stop = TestContext.Current.CancellationToken;
        Generation.Driver([referenced]).RunGeneratorsAndUpdateCompilation(Generation.Compilation().WithAssemblyName("Referenced"), out var first, out _, stop);
        using var image = new MemoryStream();
        Assert.True(first.Emit(image, cancellationToken: stop).Success);
        var start = Generation.Compilation(User).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Generation.Driver([own]).RunGeneratorsAndUpdateCompilation(start, out var second, out _, stop);
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new SameTypesAnalyzer(), new SameTypesSuppressor()];
        var all = await second.WithAnalyzers(analyzers).GetAllDiagnosticsAsync(stop);
        return all.Where(d => !d.IsSuppressed && d.Severity >= DiagnosticSeverity.Warning);
    }
}
