using System.Globalization;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>The same schemas give the same code, whoever compiles them.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string name)
    {
        Assert.SkipWhen(IsInvariant, "this machine has no cultures");
        var expected = Sources(Items());
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // A Turkish i, a decimal comma, other digits and signs.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            Assert.Equal(expected, Sources(Items()));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var expected = Sources(Items());
        Assert.Equal(expected, Sources([.. Items().Reverse()]));
    }

    [Fact]
    public void The_file_that_keeps_a_type_does_not_depend_on_the_order_of_files()
    {
        SchemaItem[] items = [new("b.avsc", Samples.All["Named"]), new("a.avsc", Samples.All["Named"])];
        Assert.Equal(Sources(items), Sources([.. items.Reverse()]));
        Assert.Contains("from a.avsc", Sources(items)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_with_other_line_ends_gives_the_same_code()
    {
        var text = Samples.All["Unions"];
        Assert.Equal(Sources([new("a.avsc", text)]), Sources([new("a.avsc", text.ReplaceLineEndings("\r\n"))]));
    }

    private static bool IsInvariant => AppContext.TryGetSwitch("System.Globalization.Invariant", out var isInvariant) ? isInvariant
        : Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true";

    private static SchemaItem[] Items() =>
        [.. Samples.All.Select(s => new SchemaItem(s.Key + ".avsc", s.Value) { Namespace = "Sample." + s.Key })];

    private static List<string> Sources(SchemaItem[] items) =>
        [.. Generation.Run(items).GeneratedSources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => s.HintName + "\n" + s.SourceText)];
}
