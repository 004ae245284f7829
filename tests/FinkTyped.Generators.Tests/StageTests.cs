using System.Text.RegularExpressions;

namespace FinkTyped.Generators.Tests;

/// <summary>The stages of the generator, which follow one another: none knows of one that comes after it.</summary>
public sealed partial class StageTests
{
    // In the order in which a schema goes through them; each may use those before it.
    private static readonly string[] Stages = ["Values", "Json", "Diagnostics", "Parsing", "Naming", "Model", "Emit", "Analysis"];

    [Fact]
    public void A_stage_uses_only_those_before_it()
    {
        var uses = Sources().SelectMany(source => Uses(source.Text).Select(used => (source.Stage, Used: used))).Distinct().ToList();
        Assert.Contains(("Emit", "Model"), uses);
        Assert.DoesNotContain(uses, use => Array.IndexOf(Stages, use.Used) > Array.IndexOf(Stages, use.Stage));
    }

    [Fact]
    public void A_folder_is_a_stage_and_a_namespace()
    {
        Assert.Equal(Stages.Order(), Sources().Select(s => s.Stage).Distinct().Order());
        Assert.All(Sources(), source => Assert.Contains($"namespace FinkTyped.Generators.{source.Stage};", source.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Stage, string Text)> Sources() =>
        from folder in Directory.GetDirectories(Path.Combine(Repository.Root, "generators", "FinkTyped.Generators"))
        let stage = Path.GetFileName(folder)
        // What stands in for newer frameworks, and what a build leaves.
        where stage is not ("Polyfills" or "bin" or "obj")
        from file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
        select (stage, File.ReadAllText(file));

    // In usings, and wherever else the name of a stage is spelt out.
    private static IEnumerable<string> Uses(string source) => StageNames().Matches(source).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"FinkTyped\.Generators\.(\w+)")]
    private static partial Regex StageNames();
}
