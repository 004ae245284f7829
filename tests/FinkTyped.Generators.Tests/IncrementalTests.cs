using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace FinkTyped.Generators.Tests;

/// <summary>What is done again after an edit, step by step.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] AllSteps =
        [Steps.Files, Steps.Outlines, Steps.Sets, Steps.Modelled, Steps.Models, Steps.TypeLists, Steps.Clashes, Steps.Output, Steps.Diagnostics];

    private readonly SchemaItem _first = new("first.avsc", Samples.All["Named"]) { Namespace = "First" };
    private readonly SchemaItem _second = new("second.avsc", Samples.All["Names"]) { Namespace = "Second" };
    private readonly CSharpCompilation _compilation = Generation.Compilation("class Before;");

    [Fact]
    public void An_unrelated_edit_of_CSharp_redoes_nothing()
    {
        var driver = Generation.Driver([_first, _second]).RunGenerators(_compilation, Stop);
        var after = CSharpSyntaxTree.ParseText("class After;", cancellationToken: Stop);
        var edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], after);
        var result = Run(driver, edited);
        Assert.All(AllSteps, step => Assert.All(Reasons(result, step), reason => Assert.Equal(Cached, reason)));
        Assert.Equal([Cached, Cached], OutputReasons(result, sources: true));
    }

    [Fact]
    public void A_whitespace_edit_of_a_schema_parses_it_and_emits_nothing()
    {
        var text = Samples.All["Named"].Replace("\n", "\n\n  ", StringComparison.Ordinal);
        var spaced = new SchemaItem("first.avsc", text) { Namespace = "First" };
        var driver = Generation.Driver([_first, _second]).RunGenerators(_compilation, Stop);
        var result = Run(driver.ReplaceAdditionalText(_first, spaced), _compilation);
        Assert.Equal([Modified, Cached], Reasons(result, Steps.Files));
        Assert.Equal([Modified, Cached], Reasons(result, Steps.Modelled));
        Assert.Equal([Cached, Cached], Reasons(result, Steps.Models));
        Assert.Equal([Cached, Cached], Reasons(result, Steps.TypeLists));
        Assert.Equal([Cached], Reasons(result, Steps.Clashes));
        Assert.Equal([Cached, Cached], Reasons(result, Steps.Output));
        Assert.Equal([Cached, Cached], OutputReasons(result, sources: true));
    }

    [Fact]
    public void An_edit_of_another_schema_leaves_a_schema_alone()
    {
        var text = Samples.All["Names"].Replace("field\"", "another_field\"", StringComparison.Ordinal);
        var changed = new SchemaItem("second.avsc", text) { Namespace = "Second" };
        var driver = Generation.Driver([_first, _second]).RunGenerators(_compilation, Stop);
        var result = Run(driver.ReplaceAdditionalText(_second, changed), _compilation);
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Files));
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Modelled));
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Models));
        Assert.Equal([Cached, Unchanged], Reasons(result, Steps.TypeLists));
        Assert.Equal([Cached], Reasons(result, Steps.Clashes));
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Output));
        Assert.Equal([Cached, Modified], OutputReasons(result, sources: true));
    }

    [Fact]
    public void An_edit_that_moves_a_diagnostic_reports_it_again_and_emits_nothing()
    {
        var moved = new SchemaItem("second.avsc", "\n\n" + Samples.All["Names"]) { Namespace = "Second" };
        var driver = Generation.Driver([_first, _second]).RunGenerators(_compilation, Stop);
        var before = driver.GetRunResult().Diagnostics.First(d => d.GetMessage(null).Contains("'psf_flux'", StringComparison.Ordinal));
        var result = Run(driver.ReplaceAdditionalText(_second, moved), _compilation);
        var after = result.Diagnostics.First(d => d.GetMessage(null).Contains("'psf_flux'", StringComparison.Ordinal));
        Assert.Equal(before.Location.GetLineSpan().StartLinePosition.Line + 2, after.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Diagnostics));
        Assert.Equal([Cached, Cached], OutputReasons(result, sources: true));
    }

    [Fact]
    public void An_option_redoes_its_own_schema_only()
    {
        var renamed = new SchemaItem("second.avsc", Samples.All["Names"]) { Namespace = "Second", RecordName = "Renamed" };
        var driver = Generation.Driver([_first, _second]).RunGenerators(_compilation, Stop);
        var result = Run(driver.ReplaceAdditionalText(_second, renamed), _compilation);
        Assert.Equal([Cached, Modified], Reasons(result, Steps.Output));
    }

    [Fact]
    public void Other_additional_files_are_not_looked_at()
    {
        var other = new SchemaItem("notes.txt", "{ no JSON at all") { ItemGroup = "" };
        var driver = Generation.Driver([_first, other]).RunGenerators(_compilation, Stop);
        Assert.DoesNotContain(driver.GetRunResult().Diagnostics, d => d.Location.GetLineSpan().Path == "notes.txt");
        var result = Run(driver.ReplaceAdditionalText(other, new SchemaItem("notes.txt", "else") { ItemGroup = "" }), _compilation);
        Assert.Equal([Cached], Reasons(result, Steps.Files));
        Assert.Equal([Cached], OutputReasons(result, sources: true));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static GeneratorRunResult Run(GeneratorDriver driver, Compilation compilation) =>
        driver.RunGenerators(compilation, Stop).GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    // The two outputs have no names of their own: the one adds sources, the other reports.
    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result, bool sources) =>
        result.TrackedOutputSteps["SourceOutput"]
            .Where(s => s.Inputs.Any(i => i.Source.Name == (sources ? Steps.Output : Steps.Diagnostics)))
            .SelectMany(s => s.Outputs).Select(o => o.Reason);
}
