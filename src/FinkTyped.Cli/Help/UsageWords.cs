using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Help;

/// <summary>What is wrong with a line, in one line: the parser's own words are about types, and break their lists into lines.</summary>
internal static partial class UsageWords
{
    /// <summary>What is wrong, and what may have been meant.</summary>
    public static string Of(ParseResult line, ParseError error)
    {
        if (NotAmong().Match(error.Message) is { Success: true } choice)
        {
            var (value, known) = (choice.Groups[1].Value, Quoted().Matches(choice.Groups[2].Value).Select(match => match.Groups[1].Value).ToList());
            return $"{Name(error)} is {Listed(known)}, not {value}.{Words.DidYouMean(value, known)}";
        }

        if (NoNumber().Match(error.Message) is { Success: true } number)
            return $"{number.Groups[2].Value} takes a {(number.Groups[3].Value.Contains("Int", StringComparison.Ordinal) ? "whole " : "")}number, not {number.Groups[1].Value}.";
        return error.Message + Guess(line.CommandResult.Command, line.UnmatchedTokens, error);
    }

    /// <summary>A misspelt option that was taken for a path, which a command that takes paths would look for; null where there is none.</summary>
    public static string? MisspeltOption(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var word = line.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
            .FirstOrDefault(text => text.Length > 1 && text[0] == '-' && !Path.Exists(text));
        return word is null ? null : $"there is no option {word}.{MeantOption(word, command)}";
    }

    /// <summary>Whether it says only that a command is missing, which goes without saying where a word is none.</summary>
    public static bool IsNoCommand(ParseError error) => error.Message.StartsWith("Required command", StringComparison.Ordinal);

    // The parser speaks of the first word that it does not know, quoted.
    private static string Guess(Command command, IReadOnlyList<string> unmatched, ParseError error)
    {
        var word = unmatched.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));
        if (word is null) return "";
        return word.StartsWith('-') ? MeantOption(word, command) : Words.DidYouMean(word, command.Subcommands.Select(subcommand => subcommand.Name));
    }

    // Other commands have an option for it.
    private static string MeantOption(string word, Command command) => ColourOption().IsMatch(word)
        ? " Colours are only for terminals; set NO_COLOR=1 to have none there either."
        : Words.DidYouMean(word, Names(command));

    private static IEnumerable<string> Names(Command command) => command.Options.Select(option => option.Name);

    private static string Name(ParseError error) => error.SymbolResult switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "the value",
    };

    private static string Listed(List<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    [GeneratedRegex(@"^Argument '(.*)' not recognized\. Must be one of:(.*)$", RegexOptions.Singleline)]
    private static partial Regex NotAmong();

    [GeneratedRegex("^--(no-)?colou?rs?(=|$)")]
    private static partial Regex ColourOption();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^Cannot parse argument '(.*)' for option '(.*)' as expected type '.*(Int|Double).*'")]
    private static partial Regex NoNumber();
}
