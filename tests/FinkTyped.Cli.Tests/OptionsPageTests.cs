namespace FinkTyped.Cli.Tests;

/// <summary>Every command and every option is on a page of the documentation.</summary>
public sealed class OptionsPageTests
{
    private const string Page = "docs/guides/command-options.md";

    [Fact]
    public void The_page_of_options_is_what_the_command_has()
    {
        var path = Path.Combine(DocumentationTests.Root(), Page);
        var now = OptionsPage.Of(FinkCommand.Create(Terminal.CliConsole.Standard()));
        if (Environment.GetEnvironmentVariable("FINK_TEST_WRITE") == "1") File.WriteAllText(path, now);
        Assert.True(File.ReadAllText(path) == now, $"{Page} is not what the command has: run eng/options.sh, and read the difference.");
    }

    [Fact]
    public void The_guide_tells_of_each_command()
    {
        var pages = new[] { "docs/guides/command.md", "docs/coming-from-fink-client.md" }.Select(page => File.ReadAllText(Path.Combine(DocumentationTests.Root(), page)));
        var words = string.Join('\n', pages);
        var commands = FinkCommand.Create(Terminal.CliConsole.Standard()).Subcommands.SelectMany(command => command.Subcommands.Count == 0 ? [command] : command.Subcommands);
        Assert.All(commands, command => Assert.Contains(Help.CommandName.Of(command), words));
    }
}
