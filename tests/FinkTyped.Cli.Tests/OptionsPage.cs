using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using FinkTyped.Cli.Help;

namespace FinkTyped.Cli.Tests;

/// <summary>The page of the documentation that lists each command with each of its options, made of the command itself.</summary>
internal static class OptionsPage
{
    // Options that so many commands have in the same words stand at the top, once.
    private const int Many = 4;

    public static string Of(RootCommand root)
    {
        var commands = Leaves(root).ToList();
        var shared = commands.SelectMany(Own).GroupBy(Row).Where(same => same.Count() >= Many).ToDictionary(same => same.Key, same => same.First());
        var page = new StringBuilder("# Commands and options\n\n");
        page.Append("Made of what `fink COMMAND --help` says, by `eng/options.sh`. What the commands are for, and how they go together: [the command](command.md).\n");
        page.Append("\n## Options of many commands\n\n").Append(Table(shared.Keys));
        foreach (var command in commands) Append(page, command, shared.Keys);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Command command, ICollection<string> shared)
    {
        page.Append($"\n## {CommandName.Of(command)}\n\n{command.Description}\n");
        var rows = command.Arguments.Select(argument => $"| `{argument.Name}` | {Cell(argument.Description)} |").Concat(Own(command).Select(Row).Where(row => !shared.Contains(row))).ToList();
        if (rows.Count > 0) page.Append('\n').Append(Table(rows));
        var others = Own(command).Where(option => shared.Contains(Row(option))).Select(option => $"`{option.Name}`").ToList();
        if (others.Count > 0) page.Append($"\nAnd {string.Join(", ", others)}: [above](#options-of-many-commands).\n");
        page.Append($"\n```\n{string.Join('\n', Examples.Of(CommandName.Of(command)))}\n```\n");
    }

    private static string Table(IEnumerable<string> rows) => $"| Name | What it is |\n|---|---|\n{string.Join('\n', rows)}\n";

    private static string Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}`"));
        var value = option.HelpName is { } help ? $" `{help.Replace("|", "\\|", StringComparison.Ordinal)}`" : "";
        var usual = option is { HasDefaultValue: true, HelpName: not null } && option.GetDefaultValue() is { } given and not "" ? $" Default: `{Invariant(given)}`." : "";
        return $"| {names}{value} | {Cell(option.Description)}{usual} |";
    }

    private static string Invariant(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    // Bars would end the cell.
    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static IEnumerable<Option> Own(Command command) => command.Options.Where(option => option is not (HelpOption or VersionOption) && !option.Hidden);

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);
}
