using System.Text;
using System.Text.RegularExpressions;

namespace FinkTyped.Cli.Tests;

/// <summary>What the command shows in terminals: colours where they are wanted and can be shown, and lines that fit.</summary>
public sealed partial class TerminalTests
{
    private const string Colourful = "xterm-256color";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int, string, string?, bool> Terminals()
    {
        var terminals = new TheoryData<int, string, string?, bool>();
        foreach (var columns in new[] { 80, 200 })
        {
            terminals.Add(columns, Colourful, null, true);
            // An empty one asks for nothing: https://no-color.org.
            terminals.Add(columns, Colourful, "", true);
            terminals.Add(columns, Colourful, "1", false);
            terminals.Add(columns, "dumb", null, false);
        }

        return terminals;
    }

    [Theory]
    [MemberData(nameof(Terminals))]
    public async Task Pictures_have_colours_where_they_are_wanted_and_fit(int columns, string terminal, string? noColour, bool expected)
    {
        using var folder = new AlertFolder();
        var shown = await ShownAsync(columns, terminal, noColour, 0, "view", folder["b.avro"], "--text", "--limit", "1");
        Assert.Equal(expected, HasColours(shown));
        Assert.Contains("ZTF", shown, StringComparison.Ordinal);
        Assert.All(Plain(shown), line => Assert.InRange(line.Length, 0, columns));
        if (terminal == "dumb") Assert.DoesNotContain('\u001b', shown);
    }

    [Theory]
    [MemberData(nameof(Terminals))]
    public async Task What_is_wrong_is_coloured_where_that_is_wanted(int columns, string terminal, string? noColour, bool expected)
    {
        var shown = await ShownAsync(columns, terminal, noColour, 1, "doctor");
        Assert.Equal(expected, HasColours(shown));
        Assert.Contains("fink auth register", shown, StringComparison.Ordinal);
        if (terminal == "dumb") Assert.DoesNotContain('\u001b', shown);
    }

    [Theory]
    [MemberData(nameof(Terminals))]
    public async Task A_stream_is_redrawn_where_that_can_be_and_coloured_where_that_is_wanted(int columns, string terminal, string? noColour, bool expected)
    {
        using var process = TerminalProcess.Start(columns, Environment(terminal, noColour), "watch", "--demo", "--rate", "50");
        var shown = new StringBuilder();
        var buffer = new char[4096];
        // In the band's colour there is a magnitude; a line that is not redrawn begins with its topic.
        var isShown = terminal == "dumb" ? new Regex(@"^fink_\w+  \S+.*\n(.*\n)*.*fink_\w+  ", RegexOptions.Multiline) : new Regex(@"[gri] \d\d\.\d\d[\s\S]*\u001b\[\d+A");
        while (!isShown.IsMatch(shown.ToString()) && await process.StandardOutput.ReadAsync(buffer, Stop) is > 0 and var read) shown.Append(buffer, 0, read);
        await process.StandardInput.WriteAsync('\u0003');
        await process.StandardInput.FlushAsync(Stop);
        shown.Append(await process.StandardOutput.ReadToEndAsync(Stop));
        await FinkProcess.WaitAsync(process);

        Assert.Equal(130, process.ExitCode);
        Assert.Equal(expected, HasColours(shown.ToString()));
        if (terminal == "dumb") Assert.DoesNotContain('\u001b', shown.ToString());
        else Assert.All(Plain(shown.ToString()), line => Assert.InRange(line.Length, 0, columns));
    }

    [Theory]
    [InlineData("cat", "x.avro", "--no-color")]
    [InlineData("doctor", "--no-colour")]
    [InlineData("topics", "--color=never")]
    public async Task Who_asks_for_no_colours_in_another_way_is_told_how(params string[] arguments)
    {
        var result = await FinkProcess.RunAsync(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("set NO_COLOR=1", result.Error, StringComparison.Ordinal);
    }

    private static async Task<string> ShownAsync(int columns, string terminal, string? noColour, int exitCode, params string[] arguments)
    {
        using var process = TerminalProcess.Start(columns, Environment(terminal, noColour), arguments);
        var shown = await process.StandardOutput.ReadToEndAsync(Stop);
        await FinkProcess.WaitAsync(process);
        Assert.Equal(exitCode, process.ExitCode);
        return shown;
    }

    private static Dictionary<string, string?> Environment(string terminal, string? noColour) =>
        new() { ["TERM"] = terminal, ["COLORTERM"] = "truecolor", ["NO_COLOR"] = noColour };

    private static bool HasColours(string shown) => Style().Matches(shown)
        .SelectMany(style => style.Groups[1].Value.Split(';'))
        .Any(code => int.TryParse(code, out var number) && number is (>= 30 and <= 38) or (>= 40 and <= 48) or (>= 90 and <= 107));

    private static IEnumerable<string> Plain(string shown) => Sequence().Replace(shown, "").Split('\n').Select(line => line.TrimEnd('\r').Split('\r')[^1]);

    [GeneratedRegex(@"\u001b\[([0-9;]*)m")]
    private static partial Regex Style();

    [GeneratedRegex(@"\u001b(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Sequence();
}
