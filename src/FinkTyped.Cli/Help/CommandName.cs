using System.CommandLine;

namespace FinkTyped.Cli.Help;

/// <summary>What a user types to call a command.</summary>
internal static class CommandName
{
    /// <summary>The full name, from <c>fink</c> on.</summary>
    public static string Of(Command command) => string.Join(' ', Names(command).Reverse());

    private static IEnumerable<string> Names(Command command)
    {
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            yield return symbol is RootCommand ? "fink" : symbol.Name;
        }
    }
}
