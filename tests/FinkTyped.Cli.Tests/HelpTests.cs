using System.CommandLine;
using FinkTyped.Cli.Help;

namespace FinkTyped.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. All(Root()).Select(CommandName.Of)];

    [Fact]
    public void Every_command_has_an_example_that_is_a_line_of_the_command()
    {
        var root = Root();
        Assert.All(All(root), command => Assert.NotEmpty(Examples.Of(CommandName.Of(command))));
        foreach (var example in Examples.All.Values.SelectMany(lines => lines))
        {
            // As a shell takes it apart, without the quotes.
            var words = example.Replace("'", "", StringComparison.Ordinal).Split(' ')[1..];
            var line = root.Parse(words);
            Assert.True(line.Errors.Count == 0, $"{example}: {string.Join(' ', line.Errors.Select(e => e.Message))}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_shows_the_examples(string name)
    {
        var result = await FinkProcess.RunAsync([.. name.Split(' ')[1..], "--help"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Example", result.Output);
        Assert.All(Examples.Of(name), example => Assert.Contains(example, result.Output));
    }

    [Fact]
    public async Task The_version_names_commit_and_librdkafka()
    {
        var result = await FinkProcess.RunAsync("--version");
        Assert.Matches(@"^\d+\.\d+\.\d+\S*( \(commit [0-9a-f]{9}\))?, librdkafka \d+\.\d+\.\d+\n$", result.Output);
    }

    [Theory]
    [InlineData("fink str", "stream")]
    [InlineData("fink topic ", "subscribe")]
    [InlineData("fink stream --unt", "--until-end")]
    public async Task Words_are_completed(string line, string word)
    {
        var result = await FinkProcess.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(word, result.Lines);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _fink fink")]
    [InlineData("zsh", "#compdef fink")]
    [InlineData("fish", "complete -c fink")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task There_is_a_script_for_each_shell(string shell, string part)
    {
        var result = await FinkProcess.RunAsync("completion", shell);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(part, result.Output);
    }

    private static RootCommand Root() => FinkCommand.Create(Terminal.CliConsole.Standard());

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
