using FinkTyped.Generators.Diagnostics;

namespace FinkTyped.Generators.Tests;

/// <summary>Every diagnostic has a page, and the page says what the diagnostic is.</summary>
public sealed class DescriptorTests
{
    [Fact]
    public void Ids_are_numbered_without_a_gap() => Assert.Equal(
        Enumerable.Range(1, Descriptors.All.Count()).Select(i => $"FINK{i:000}"), Descriptors.All.Select(d => d.Id));

    [Fact]
    public void Each_has_a_page_with_its_id_and_title()
    {
        foreach (var descriptor in Descriptors.All)
        {
            var page = Path.Combine(Repository.Root, "docs", "diagnostics", descriptor.Id + ".md");
            Assert.True(File.Exists(page), $"{page} is missing");
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", File.ReadAllText(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Help_is_the_page_in_the_folder_that_the_build_names()
    {
        var pages = Path.Combine(Repository.Root, "docs", "diagnostics") + Path.DirectorySeparatorChar;
        var told = Descriptors.WithPage(Descriptors.NotJson, pages);
        Assert.Equal(new Uri(pages + "FINK001.md").AbsoluteUri, told.HelpLinkUri);
        Assert.Equal(Descriptors.NotJson.Title, told.Title);
        Assert.Empty(Descriptors.WithPage(Descriptors.NotJson, null).HelpLinkUri);
    }

    [Fact]
    public void The_index_lists_them_all()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", "README.md"));
        foreach (var descriptor in Descriptors.All)
        {
            var row = $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |";
            Assert.Contains(row, index, StringComparison.Ordinal);
        }
    }
}
